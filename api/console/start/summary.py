"""A last look at a start: all that was said, each with the step where it can be mended."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from api.console.start.form import PLACES, kept_places
from api.console.start.steps import CONTACTS, Step, step_of
from api.console.start.wording import what_starts
from models.agreements.starting import NewCycle, StartBasis
from models.queries.start.contact_check import ContactCheck
from workflows.rules.calendar.danish import danish_date, listed


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """What was said in a field, and the step where it stands."""

    field: str
    label: str
    value: str

    @property
    def step(self) -> Step:
        """The step in which the field stands."""
        return step_of(self.field)


def summary_lines(
    values: Mapping[str, str], known: tuple[NewCycle, StartBasis], check: ContactCheck
) -> tuple[tuple[SummaryLine, ...], str]:
    """Return what will be started line by line, and what happens at once, as a sentence."""
    new, basis = known
    first = [party.name for party in check.parties if party.stage == 0]
    has_text = bool(kept_places(dict(values)))
    lines = tuple(line for line in _lines(values, new, basis, check) if line.value)
    return lines, what_starts(basis.start_phase, first, has_text=has_text)


def _lines(
    values: Mapping[str, str], new: NewCycle, basis: StartBasis, check: ContactCheck
) -> Iterator[SummaryLine]:
    yield SummaryLine("kind", "Art", basis.kind.title)
    yield SummaryLine("region", "Region", basis.region.name)
    yield SummaryLine(CONTACTS, "Parter", _parties(party.name for party in check.parties))
    yield SummaryLine("start_phase", "Begynder med", basis.start_phase.value)
    yield SummaryLine("title", "Titel", new.title)
    period = f"{danish_date(new.period_start)} – {danish_date(basis.period_end)}"
    yield SummaryLine("period_start", "Periode", period)
    yield SummaryLine("out_of_basis_reason", "Begrundelse for start uden retsgrundlag", new.out_of_basis_reason)
    yield SummaryLine("file", "Dokument", _documents(values))
    yield SummaryLine("label", "Dokumentets navn", values["label"] if kept_places(dict(values)) else "")
    yield from _of_calendar(new, basis)


def _of_calendar(new: NewCycle, basis: StartBasis) -> Iterator[SummaryLine]:
    if new.adoption_on is not None:
        yield SummaryLine("adoption_on", f"{basis.kind.drafted_by} vedtager", danish_date(new.adoption_on))
    if new.approval_deadline is not None:
        yield SummaryLine("approval_deadline", "Rådenes frist", danish_date(new.approval_deadline))
    yield SummaryLine("unreachable_reason", "Begrundelse for frist uden møde", new.unreachable_reason)


def _parties(names: Iterable[str]) -> str:
    those = list(names)
    return f"{len(those)}: {listed(those)}"


def _documents(values: Mapping[str, str]) -> str:
    names = [values[f"{PLACES[number]}_name"] for number in kept_places(dict(values))]
    return listed(names) or "intet endnu; kan lægges op senere"
