"""What was asked for, with the usual answers where nothing was said."""

from dataclasses import dataclass
from datetime import date

from cli.rehearsal.play import Play
from models.database import Database
from models.kinds import BadKind, UnknownKind, kind_by_code, packaged_kind
from models.starting import read_new_cycle
from workflows.rules.phases import Phase


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


def _title_of_kind(code: str, source: Database | None) -> str:
    try:
        if source is None:
            return packaged_kind(code).title
        with source.read() as session:
            return kind_by_code(session, code).title
    except (LookupError, UnknownKind, BadKind):
        return code  # the start says better what is wrong with it
