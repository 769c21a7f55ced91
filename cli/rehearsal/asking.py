"""What was asked for, with the usual answers where nothing was said."""

from dataclasses import dataclass
from datetime import date

from cli.rehearsal.play import Play
from models.agreements.starting import read_new_cycle
from models.kinds import BadKind, UnknownKind, kind_by_code, packaged_kind
from models.store.database import Database
from request_types.dates import faults_of_far_dates
from request_types.faults import BadInput
from workflows.rules.course.phases import Phase
from workflows.rules.kinds import AgreementKind


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for; dates are local. Without dates and a title the usual ones are meant."""

    kind: str
    region: str
    in_force: date | None = None
    title: str = ""
    starts_on: date | None = None
    phase: Phase | None = None
    parties: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()


def play_of(asked: Asked, source: Database | None, *, today: date) -> Play:
    """Return what is to be rehearsed.

    Raises:
        BadInput: what was asked for is no start of a cycle.
    """
    starts_on = asked.starts_on or today
    if faults := tuple(faults_of_far_dates({"starts_on": starts_on, "in_force": asked.in_force}, today=today)):
        raise BadInput(*faults)
    first = asked.in_force or next_period(starts_on)
    values: dict[str, object] = {
        "kind": asked.kind,
        "region": asked.region,
        "title": asked.title.strip() or f"{_title_of_kind(asked.kind, source)} {first.year}",
        "period_start": first,
        "start_phase": asked.phase,
        "parties": asked.parties,
    }
    return Play(read_new_cycle(values), starts_on, asked.assumptions)


def next_period(today: date) -> date:
    """Return the first 1 January that lies at least a year after the local date `today`."""
    is_new_year = (today.month, today.day) == (1, 1)
    return date(today.year + (1 if is_new_year else 2), 1, 1)


def phases_of(code: str, source: Database | None) -> tuple[Phase, ...]:
    """Return the phases in which an agreement may begin: all that there are where the kind is unknown."""
    kind = _kind(code, source)
    # the start says better what is wrong with the kind
    return tuple(each for each in (kind.phases if kind else Phase) if each is not Phase.CONFIRMATION)


def _title_of_kind(code: str, source: Database | None) -> str:
    kind = _kind(code, source)
    return kind.title if kind else code


def _kind(code: str, source: Database | None) -> AgreementKind | None:
    try:
        if source is None:
            return packaged_kind(code)
        with source.read() as session:
            return kind_by_code(session, code)
    except (LookupError, UnknownKind, BadKind):
        return None
