"""How a rehearsed cycle begins: what only a real start must say is filled in, and the server's clock jumps."""

from datetime import UTC, date, datetime
from typing import Final

from sqlmodel import Session
from temporalio.testing import WorkflowEnvironment

from activities.rehearsal.script import morning_of
from models.agreements.start_relations import chooses_parties
from models.agreements.starting import NewCycle, checked
from models.calendar import local_day
from models.directory import party_bodies
from request_types.dates import faults_of_far_dates
from request_types.faults import BadInput, Fault
from workflows.rules.kinds import PartySelector

REASON: Final = "Prøve."
PARTIES_ASSUMED: Final = 3
PAST: Final = "Prøven kan ikke begynde i fortiden; vælg i dag eller senere."


def check_day(starts_on: date, today: date) -> None:
    """Check that the rehearsal begins on the local date `today` or later, and not in a year that nobody means.

    Raises:
        BadInput: it does not.
    """
    if faults := tuple(faults_of_far_dates({"starts_on": starts_on}, today=today)):
        raise BadInput(*faults)
    if starts_on < today:
        raise BadInput(Fault("starts_on", PAST))


async def jump_to(environment: WorkflowEnvironment, starts_on: date) -> datetime:
    """Let the server's clock jump to the day on which the start is made; return the instant (UTC)."""
    now = await environment.get_current_time()
    if starts_on > local_day(now):
        await environment.sleep(morning_of(starts_on) - now)
    return (await environment.get_current_time()).astimezone(UTC)


def completed(session: Session, new: NewCycle, *, today: date) -> NewCycle:
    """Return the start with what only a real one must say: reasons, and who the chosen parties are.

    Raises:
        BadInput: the kind, the region or a chosen party is unknown.
    """
    basis = checked(session, new, today=today)
    found: dict[str, object] = {
        "out_of_basis_reason": new.out_of_basis_reason or REASON,
        "unreachable_reason": new.unreachable_reason or REASON,
    }
    if chooses_parties(basis.kind) and not new.parties:
        municipalities = PartySelector.MUNICIPALITIES
        there = party_bodies(session, region_code=basis.region.code, selector=municipalities, on=today)
        found["parties"] = tuple(party.code for party in there[:PARTIES_ASSUMED])
    return new.model_copy(update=found)


def party_codes(session: Session, new: NewCycle, *, today: date) -> dict[str, str]:
    """Return the codes of all who are asked for their approval, by name."""
    basis = checked(session, new, today=today)
    return {
        party.name: party.code
        for stage in basis.kind.stages
        for party in party_bodies(
            session, region_code=basis.region.code, selector=stage.parties, on=today, chosen=basis.parties
        )
    }
