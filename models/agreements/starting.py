"""What a start must say, and what it stands on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, date
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field
from sqlmodel import Session

from models.directory import PartyBody, RegionFacts, UnknownRegion, party_bodies, region_by_code
from models.kinds import BadKind, UnknownKind, kind_by_code
from request_types.faults import BadInput, Fault, Missing, read_model
from request_types.payload import Line, Reason
from workflows.rules.calendar.working_days import ONE_DAY
from workflows.rules.course.phases import Phase
from workflows.rules.kinds import AgreementKind, PartySelector

MOST_PARTIES: Final = 200


class NewCycle(BaseModel):
    """What a secretariat says when it starts a cycle; dates are local.

    `region` is its code or name, and so are `parties`, for a kind whose parties are chosen. Without a
    `period_end` the period is as long as the kind has it. `adoption_on` is the planned day of adoption;
    `predecessor` the id of the agreement before. `approval_opened_on` tells that the round was begun elsewhere on
    that day; `out_of_basis_reason` why a cycle starts although its kind has lost its legal basis,
    `unreachable_reason` why although some council reaches no meeting by the deadline.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    kind: Annotated[str, Missing("Vælg aftalens art.")]
    region: Annotated[str, Missing("Vælg region.")]
    title: Annotated[Line, Field(min_length=1), Missing("Skriv aftalens titel.")]
    period_start: Annotated[date, Missing("Skriv periodens første dag.")]
    period_end: date | None = None
    parties: Annotated[tuple[Line, ...], Field(max_length=MOST_PARTIES)] = ()
    adoption_on: date | None = None
    predecessor: Line = ""
    approval_deadline: date | None = None
    approval_opened_on: date | None = None
    start_phase: Phase | None = None
    out_of_basis_reason: Reason = ""
    unreachable_reason: Reason = ""
    is_example: bool = False


@dataclass(frozen=True, slots=True)
class StartBasis:
    """What a start stands on.

    That is its kind as the office has it now, its region, its first phase, the last day of its period (local) and
    the codes of its chosen parties in the usual order.
    """

    kind: AgreementKind
    region: RegionFacts
    start_phase: Phase
    period_end: date
    parties: tuple[str, ...] = ()


def read_new_cycle(values: Mapping[str, object]) -> NewCycle:
    """Return what was said of a new cycle.

    Raises:
        BadInput: with every fault, as Danish sentences.
    """
    return read_model(NewCycle, values, fallbacks={})


def checked(session: Session, new: NewCycle, *, today: date) -> StartBasis:
    """Return what the start stands on, seen from the local date `today`.

    Raises:
        BadInput: the kind, the region or a chosen party is unknown.
    """
    try:
        kind = kind_by_code(session, new.kind)
    except UnknownKind:
        raise BadInput(Fault("kind", f"Arten »{new.kind}« kendes ikke.")) from None
    except BadKind as error:
        raise BadInput(Fault("kind", f"Arten »{new.kind}« kan ikke bruges: {error}.")) from error
    try:
        region = region_by_code(session, new.region)
    except UnknownRegion:
        raise BadInput(Fault("region", f"Regionen »{new.region}« kendes ikke.")) from None
    period_end = new.period_end or last_day(new.period_start, kind.term_years)
    parties = _chosen(session, new.parties, region, today) if new.parties else ()
    return StartBasis(kind, region, new.start_phase or kind.phases[0], period_end, parties)


def last_day(first: date, years: int) -> date:
    """Return the last local date of a period of so many years; one from 29 February ends on 28 February."""
    year = first.year + years
    if year > MAXYEAR:
        return date.max
    is_leap_day = (first.month, first.day) == (2, 29)
    return (date(year, 3, 1) if is_leap_day else first.replace(year=year)) - ONE_DAY


def _chosen(session: Session, names: Iterable[str], region: RegionFacts, today: date) -> tuple[str, ...]:
    everybody = party_bodies(
        session, region_code=region.code, selector=PartySelector.REGION_AND_MUNICIPALITIES, on=today
    )
    by_name = {name.casefold(): party.code for party in everybody for name in _names(party)}
    if unknown := [name for name in names if name.casefold() not in by_name]:
        raise BadInput(Fault("parties", f"Kendes ikke i {region.name}: {', '.join(unknown)}."))
    wanted = {by_name[name.casefold()] for name in names}
    return tuple(party.code for party in everybody if party.code in wanted)


def _names(party: PartyBody) -> tuple[str, ...]:
    return (party.code, party.name, party.title)
