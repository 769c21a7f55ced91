"""What a phase's agenda is made of: facts in, steps out (local dates)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import count, takewhile

from workflows.rules.authority import AuthorityStep
from workflows.rules.calendar.working_days import WorkingCalendar
from workflows.rules.inquiries import InquiryKind
from workflows.rules.kinds import AgreementKind
from workflows.rules.letters import LetterKind


class StepKind(StrEnum):
    """What happens at a step of a phase's plan."""

    LETTERS = "breve"
    INQUIRY = "spørgerunde"
    END = "fasen slutter"


@dataclass(frozen=True, slots=True)
class AgendaFacts:
    """What a phase's agenda hangs on.

    `entered_on` is the day on which the phase was entered, `authority` the steps of the correspondence in their
    order, `opened` the slugs of the inquiries that there were.
    """

    today: date
    created_on: date
    entered_on: date
    period_start: date
    period_end: date
    adoption_on: date | None = None
    authority: tuple[tuple[AuthorityStep, date], ...] = ()
    opened: frozenset[str] = frozenset()
    has_midway: bool = False
    has_successor: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One step: it happens on `on`; of a letter, `planned_on` is the day that the policy names (its identity).

    LETTERS carries `letter`, to the councils where `to_councils`, else to the office; INQUIRY carries `slug` and
    `inquiry`. END means that the phase is over as the day `on` begins.
    """

    on: date
    kind: StepKind
    letter: LetterKind | None = None
    planned_on: date | None = None
    to_councils: bool = False
    slug: str = ""
    inquiry: InquiryKind | None = None


@dataclass(frozen=True, slots=True)
class Agenda:
    """What the agendas of all phases are made from; steps after `until` are not asked for."""

    facts: AgendaFacts
    kind: AgreementKind
    calendar: WorkingCalendar
    until: date

    def letter(self, kind: LetterKind, planned_on: date, *, to_councils: bool = False) -> Step:
        """Return a letter that goes on the planned day, or the next one on which offices may be written to."""
        on = self.calendar.first_reminder_day(planned_on)
        return Step(on, StepKind.LETTERS, kind, planned_on, to_councils)

    def repeated(self, kind: LetterKind, first: date, *, at_most: int | None = None) -> Iterator[Step]:
        """Return a letter to the office that is repeated; those missed by today collapse into the newest."""
        every = self.kind.reminders.staff_repeat_days
        numbers = count() if at_most is None else iter(range(at_most))
        days = list(takewhile(lambda day: day <= self.until, (first + timedelta(n * every) for n in numbers)))
        missed = [day for day in days if day <= self.facts.today]
        for day in (*missed[-1:], *days[len(missed) :]):
            yield self.letter(kind, day)

    def inquiry(self, slug: str, kind: InquiryKind, on: date) -> Iterator[Step]:
        """Return the opening of an inquiry that there was not yet."""
        if slug not in self.facts.opened:
            yield Step(on, StepKind.INQUIRY, slug=slug, inquiry=kind)
