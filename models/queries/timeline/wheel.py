"""The wheel of an agreement: its whole term with phases, deadlines and status rounds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from sqlmodel import Session

from models.agreements.cycle_log import phases_entered
from models.calendar import calendar_of_kind, local_day
from models.queries.cycle.page import CyclePage
from models.tables import Cycle
from workflows.rules.calendar.dates import add_months
from workflows.rules.calendar.working_days import ONE_DAY
from workflows.rules.course.course import Expectations, Spell, course
from workflows.rules.course.phases import Phase
from workflows.rules.course.status_rhythm import status_rounds
from workflows.rules.inquiries import InquiryKind

EVALUATION_MONTHS: Final = 3
"""How long an evaluation is drawn; it ends when it is recorded."""
A_MONTH: Final = timedelta(28)
"""How long a confirmation is drawn: the committee's next meeting."""


class MarkKind(StrEnum):
    """What a mark on the wheel stands for; the value is the word that readers see."""

    DEADLINE = "frist"
    STATUS_ROUND = "statusrunde"


@dataclass(frozen=True, slots=True)
class Mark:
    """A local date on the wheel; `is_over` where it lies behind."""

    on: date
    kind: MarkKind
    text: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class Wheel:
    """The term from the day of the start to the end of the last phase (local dates), and what lies on it."""

    today: date
    spells: tuple[Spell, ...]
    marks: tuple[Mark, ...]

    @property
    def begins(self) -> date:
        """The first day."""
        return self.spells[0].begins

    @property
    def ends(self) -> date:
        """The day after the last."""
        return self.spells[-1].ends


def wheel_of(session: Session, page: CyclePage, *, today: date) -> Wheel | None:
    """Return a cycle's wheel as seen on the local date `today`; None where it has not lasted a day yet."""
    cycle = session.get_one(Cycle, page.line.id)
    entered = [(phase, local_day(at)) for phase, at in phases_entered(session, cycle)]
    spells = course(entered, page.kind.phases, _expectations(cycle, page), today=today)
    if not spells:
        return None
    marks = sorted(_marks(page, today), key=lambda mark: mark.on)
    return Wheel(today, spells, tuple(mark for mark in marks if spells[0].begins <= mark.on < spells[-1].ends))


def _expectations(cycle: Cycle, page: CyclePage) -> Expectations:
    kind = page.kind
    after = cycle.period_end + ONE_DAY
    planned = {
        Phase.ADOPTION: cycle.adoption_on,
        Phase.APPROVAL: page.line.deadline or cycle.approval_deadline,
        Phase.ENTRY_INTO_FORCE: cycle.period_start,
        Phase.FOLLOW_UP: after,
        Phase.EVALUATION: add_months(after, EVALUATION_MONTHS),
    }
    known = {phase: day for phase, day in planned.items() if day}
    usual = {
        Phase.HEARING: timedelta(kind.hearing.days if kind.hearing else 0),
        Phase.ADOPTION: timedelta(kind.contact_round.days_before),
        Phase.CONFIRMATION: A_MONTH,
        Phase.SUBMISSION: timedelta(kind.authority.answer_days if kind.authority else 0),
    }
    return Expectations({kind.phases[-1]: max(known.values()), **known}, usual)


def _marks(page: CyclePage, today: date) -> Iterator[Mark]:
    asked = set()
    for inquiry in page.inquiries:
        asked.add(inquiry.slug)
        if inquiry.kind is InquiryKind.STATUS_ROUND:
            yield _mark(inquiry.opened_on, MarkKind.STATUS_ROUND, inquiry.slug, today)
        else:
            yield _mark(inquiry.deadline, MarkKind.DEADLINE, f"svar på {inquiry.slug}", today)
    if page.line.deadline:
        yield _mark(page.line.deadline, MarkKind.DEADLINE, "rådenes svar", today)
    if page.adoption_on:
        yield _mark(page.adoption_on, MarkKind.DEADLINE, f"vedtagelse i {page.kind.drafted_by}", today)
    if Phase.FOLLOW_UP in page.kind.phases and not page.line.phase.is_final:
        for slug, opens in _rounds_to_come(page, today):
            if slug not in asked:
                yield _mark(opens, MarkKind.STATUS_ROUND, slug, today)


def _rounds_to_come(page: CyclePage, today: date) -> list[tuple[str, date]]:
    kind, begins = page.kind, page.line.period_start
    calendar = calendar_of_kind(kind, year=max(today, begins).year)
    rounds = status_rounds(kind.follow_up, begins, page.line.period_end, calendar=calendar, today=today)
    return [(slug, opens) for slug, opens in rounds if opens > today]


def _mark(on: date, kind: MarkKind, text: str, today: date) -> Mark:
    return Mark(on, kind, text, is_over=on < today)
