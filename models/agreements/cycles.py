"""Starting an agreement cycle: its row and the request to start it, once and for all checked."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from sqlmodel import Session, col, select

from models.agreements.start_checks import check_start
from models.agreements.starting import NewCycle, StartBasis, checked
from models.directory.facts import RegionFacts
from models.inbox.submission import NewRequest, Receipt, submit_within
from models.kinds import definition_of, kind_of
from models.store.database import Database
from models.tables import Body, Cycle, Request
from request_types.cycles import StartPayload
from workflows.contracts.cycles import AgreementCycleInput
from workflows.rules.course.phases import GIVEN_UP
from workflows.rules.requests import RequestKind

_SAID_ANEW = {"kind", "region", "start_phase", "period_end", "parties", "predecessor"}


class CycleDiffers(ValueError):
    """A cycle of this id runs already, and was started with something else."""


@dataclass(frozen=True, slots=True)
class CreatedCycle:
    """A started cycle; `is_new` is False where the same start was asked before."""

    id: str
    is_new: bool
    receipt: Receipt


def create_cycle(
    database: Database, new: NewCycle, *, today: date, at: datetime, made_by: str = "system"
) -> CreatedCycle:
    """Create a cycle and ask for its start; the same body again gives the same cycle.

    `today` is the Danish local date, `at` the same moment in UTC.

    Raises:
        BadInput: with every fault, as Danish sentences.
        CycleDiffers: another body under the same id.
    """
    with database.write_in_turn() as session:
        basis = checked(session, new, today=today)
        row = _row(new, basis, at=at)
        row.id, known = _place(session, row.id, row.period_start)
        if known is None:
            check_start(session, new, basis, today=today)
            session.add(row)
            session.flush()
        elif known.start_fingerprint != row.start_fingerprint:
            raise CycleDiffers(f"Forløbet {known.id} er allerede startet med andre oplysninger.")
        return CreatedCycle(row.id, known is None, submit_within(session, _start(row, made_by), at=at))


def first_input(session: Session, cycle_id: str) -> AgreementCycleInput:
    """Return what a cycle starts from for the first time.

    Raises:
        LookupError: there is no such cycle.
    """
    found = session.exec(
        select(Cycle, Body.short_name, Request.id)
        .join(Body, col(Body.code) == Cycle.region_code)
        .join(Request, col(Request.cycle_id) == Cycle.id)
        .where(Cycle.id == cycle_id, Request.kind == RequestKind.START)
    ).first()
    if found is None or found[2] is None:
        raise LookupError(cycle_id)
    cycle, region, request = found
    return AgreementCycleInput(
        cycle_id=cycle.id,
        title=cycle.title,
        region=region,
        kind=kind_of(cycle.definition),
        start_phase=cycle.start_phase,
        request=request,
    )


def _row(new: NewCycle, basis: StartBasis, *, at: datetime) -> Cycle:
    return Cycle(
        **new.model_dump(exclude=_SAID_ANEW),
        id=_first_id(new, basis.region),
        kind_code=new.kind,
        region_code=basis.region.code,
        start_phase=basis.start_phase,
        phase=basis.start_phase,
        period_end=basis.period_end,
        chosen_parties=list(basis.parties),
        predecessor_id=new.predecessor or None,
        definition=definition_of(basis.kind),
        start_fingerprint=_fingerprint(new, basis),
        created_at=at,
    )


def _first_id(new: NewCycle, region: RegionFacts) -> str:
    return f"{new.kind}-{region.slug}-{new.period_start.year}"


def _fingerprint(new: NewCycle, basis: StartBasis) -> str:
    body = new.model_dump(mode="json") | {
        "region": basis.region.code,
        "start_phase": basis.start_phase.value,
        "period_end": basis.period_end.isoformat(),
        "parties": list(basis.parties),
    }
    return sha256(json.dumps(body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _place(session: Session, first_id: str, begins: date) -> tuple[str, Cycle | None]:
    """Return the id to use, and who has it already; what was given up or ends before makes room for the next."""
    number, cycle_id = 1, first_id
    while (known := session.get(Cycle, cycle_id)) is not None and _makes_room(known, begins):
        number += 1
        cycle_id = f"{first_id}-{number}"
    return cycle_id, known


def _makes_room(known: Cycle, begins: date) -> bool:
    return known.phase in GIVEN_UP or known.period_end < begins


def _start(cycle: Cycle, made_by: str) -> NewRequest:
    return NewRequest(
        key=f"start:{cycle.id}",
        cycle_id=cycle.id,
        kind=RequestKind.START,
        payload=StartPayload(),
        made_by=made_by,
    )
