"""Change from outside: bodies merge or get another name, and what was theirs goes to those who take over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count

from sqlmodel import Session, col, select

from models.directory.parties import COUNCILS, holds
from models.directory.succession.carrying import carry_contact, carry_meetings, carry_memberships
from models.directory.succession.checks import checked_bodies
from models.directory.succession.heirs import NewName, council_of, new_body
from models.directory.succession.lineage import successor_of
from models.store.database import Database
from models.tables import Body, Membership
from workflows.rules.calendar.working_days import ONE_DAY


@dataclass(frozen=True, slots=True)
class Succession:
    """What came of it: the names of the bodies that end, and who takes over from the local date `begins_on`.

    `fallen_meetings` counts the planned meetings of councils that merge by then.
    """

    ended: tuple[str, ...]
    code: str
    name: str
    begins_on: date
    fallen_meetings: int = 0


def merge_bodies(database: Database, codes: Sequence[str], new: NewName, *, on: date, today: date) -> Succession:
    """Merge the bodies into a new one from the local date `on`.

    Municipalities and regions bring their councils along. The old bodies end the day before; their memberships
    and the first contact that there is are carried over; meetings that they planned for later fall away. Parties
    that are frozen in a round stay as they are, and are waited for at the new body's meetings.

    Raises:
        BadInput: a code is unknown or in use, the bodies do not belong together, or the date cannot be right;
            nothing was changed.
    """
    with database.write_in_turn() as session:
        old = checked_bodies(session, codes, new, on=on, today=today)
        return _carried_out(session, old, new, on)


def rename_body(
    database: Database, code: str, name: str, *, on: date, today: date, new_code: str = ""
) -> Succession:
    """Give a body another name from the local date `on`: it ends, and one of the new name takes over all it has.

    `new_code` is the new body's code; left out, it is the old one with a number, such as "825-2".

    Raises:
        BadInput: as for `merge_bodies`.
    """
    with database.write_in_turn() as session:
        new = NewName(new_code or _free_code(session, code), name)
        old = checked_bodies(session, (code,), new, on=on, today=today)
        return _carried_out(session, old, new, on)


def _carried_out(session: Session, old: Sequence[Body], new: NewName, on: date) -> Succession:
    councils = _councils_of(session, old, on)
    region_code = successor_of(session, old[0].region_code, on=on)
    heir = new_body(new, kind=old[0].kind, region_code=region_code, on=on)
    heirs = {body.code: new.code for body in old} | {body.code: new.council_code for body in councils}
    session.add_all((heir, *((council_of(heir, new.council_code),) if councils else ())))
    for body in (*old, *councils):
        body.valid_to, body.successor_code = on - ONE_DAY, heirs[body.code]
        session.add(body)
    session.flush()
    carry_memberships(session, heirs, on=on)
    carry_contact(session, heirs)
    fallen = carry_meetings(session, heirs, on=on)
    return Succession(tuple(body.name for body in old), new.code, new.name, on, fallen)


def _councils_of(session: Session, old: Sequence[Body], on: date) -> tuple[Body, ...]:
    found = session.exec(
        select(Membership.body_code, Body)
        .join(Body, col(Body.code) == Membership.member_code)
        .where(col(Membership.body_code).in_([body.code for body in old]), col(Body.kind).in_(COUNCILS))
        .where(holds(Membership, on - ONE_DAY), holds(Body, on - ONE_DAY))
    )
    by_authority = dict(found.all())
    return tuple(by_authority[body.code] for body in old if body.code in by_authority)


def _free_code(session: Session, code: str) -> str:
    base, _, number = code.rpartition("-")
    is_numbered = number.isdigit() and session.get(Body, base) is not None
    first = base if is_numbered else code
    tried = (f"{first}-{each}" for each in count(2))
    return next(each for each in tried if session.get(Body, each) is None)
