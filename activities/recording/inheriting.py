"""What an agreement has from the one before: its open initiatives, kept true until they are told of here."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session, col, func, select

from activities.recording.initiatives import open_initiatives, ownerless, ownerless_tasks
from models import register
from models.calendar import local_day
from models.directory.bodies import heir_of
from models.register.chain import Fact
from models.store.insert_or_ignore import insert_or_ignore
from models.tables import Body, Cycle, Initiative, Request, RequestResult, StatusReport
from workflows.rules.follow_up import InitiativeSource
from workflows.rules.requests import RequestKind


def inherit(session: Session, cycle: Cycle, *, request: int, at: datetime) -> int:
    """Copy the predecessor's open initiatives, each to its owner or who took over; return how many.

    `request` is the receipt number of the cycle's start, `at` (UTC) the moment at which that is recorded.
    """
    originals = open_initiatives(session, cycle.predecessor_id) if cycle.predecessor_id else []
    for original in originals:
        _carry(session, cycle, original, request, at)
    return len(originals)


def catch_up(session: Session, cycle: Cycle, *, at: datetime) -> None:
    """Bring what the cycle has inherited up to date with the agreement before it, in one entry of the register.

    That agreement runs on beside its successor and has its last status round after it: what it has ended or
    changed since is ended or changed here, what it has begun and not ended is carried over. A copy that an owner
    or the office has told of in this cycle stays as it is. Repeated, it changes nothing. `at` is UTC.
    """
    if cycle.predecessor_id is None:
        return
    copies = {copy.carried_from: copy for copy in _inherited(session, cycle)}
    told = _told(session, cycle)
    changed = [
        copy
        for original in _initiatives(session, cycle.predecessor_id)
        if (copy := copies.get(original.id)) and copy.number not in told and _follow(session, copy, original, at)
    ]
    missing = [each for each in open_initiatives(session, cycle.predecessor_id) if each.id not in copies]
    carried = [_carry(session, cycle, each, each.request_id, at) for each in missing]
    if changed or carried:
        _enter(session, cycle, changed, carried, at)


def _initiatives(session: Session, cycle_id: str) -> list[Initiative]:
    mine = select(Initiative).where(Initiative.cycle_id == cycle_id)
    return list(session.exec(mine.order_by(col(Initiative.number))))


def _inherited(session: Session, cycle: Cycle) -> list[Initiative]:
    return [each for each in _initiatives(session, cycle.id) if each.carried_from is not None]


def _told(session: Session, cycle: Cycle) -> set[int]:
    """Return the numbers of the initiatives that somebody has told of in this cycle."""
    reported = select(Initiative.number).join(StatusReport, col(StatusReport.initiative_id) == Initiative.id)
    changes = select(Request).join(RequestResult, col(RequestResult.request_id) == Request.id)
    granted = changes.where(
        Request.cycle_id == cycle.id,
        Request.kind == RequestKind.INITIATIVE,
        col(RequestResult.is_recorded),
    )
    numbers = (request.payload.get("number") for request in session.exec(granted))
    by_owners = session.exec(reported.where(Initiative.cycle_id == cycle.id))
    return {*by_owners, *(int(number) for number in numbers if number is not None)}


def _carry(session: Session, cycle: Cycle, original: Initiative, request: int, at: datetime) -> Initiative:
    newest = select(func.max(col(Initiative.number))).where(Initiative.cycle_id == cycle.id)
    copy = Initiative(
        cycle_id=cycle.id,
        number=(session.exec(newest).one() or 0) + 1,
        title=original.title,
        owner_code=original.owner_code,
        source=InitiativeSource.PREDECESSOR,
        progress=original.progress,
        carried_from=original.id,
        request_id=request,
        recorded_at=at,
    )
    session.add(copy)
    session.flush()
    _follow(session, copy, original, at)
    return copy


def _follow(session: Session, copy: Initiative, original: Initiative, at: datetime) -> bool:
    """Make the copy say what the original says, and tell whether it said something else before."""
    owner = heir_of(session, original.owner_code, on=local_day(at))
    said = {
        "title": original.title,
        "paragraph": original.paragraph,
        "goal": original.goal,
        "progress": original.progress,
        "owner_code": owner.code if owner else original.owner_code,
    }
    is_new = any(getattr(copy, name) != value for name, value in said.items())
    for name, value in said.items():
        setattr(copy, name, value)
    session.add(copy)
    _keep_desk(session, copy, owner, at)
    return is_new


def _keep_desk(session: Session, copy: Initiative, owner: Body | None, at: datetime) -> None:
    """Lay an open initiative that nobody owns on the desk, and take any other off."""
    if owner is None and not copy.progress.is_final:
        insert_or_ignore(session, ownerless(copy, at))
        return
    for task in ownerless_tasks(session, copy):
        task.done_at = at
        session.add(task)


def _enter(
    session: Session, cycle: Cycle, changed: Iterable[Initiative], carried: Iterable[Initiative], at: datetime
) -> None:
    """Write the entry: what was written of the initiatives stands in those of the agreement before."""
    rows = [*changed, *carried]
    facts: dict[str, Fact] = {
        "predecessor": cycle.predecessor_id,
        "statuses": ",".join(f"{each.number}:{each.progress.value}" for each in rows),
        "owners": ",".join(f"{each.number}:{each.owner_code}" for each in rows),
        "carried": ",".join(str(each.number) for each in carried),
    }
    register.append(session, kind="caught_up", cycle_id=cycle.id, facts=facts, texts={}, at=at)
