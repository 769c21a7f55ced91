"""Imagined councils: each decides at its known meeting, or five weeks after it was asked, as is assumed of it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from sqlmodel import Session, col, select

from activities.rehearsal.assumptions import Assumption
from activities.rehearsal.script import SOMEBODY, Act, Ask, Inbox, cycle_of, morning_of
from models.agreements.planning import plan_of
from models.calendar import calendar_of_kind
from models.kinds import kind_of
from models.tables import Decision, Round
from request_types.answers import AnswerPayload
from request_types.councils import RulingPayload
from workflows.rules.calendar.working_days import WorkingCalendar
from workflows.rules.council.outcomes import DecidedBy, Outcome, needs_ruling
from workflows.rules.requests import RequestKind

ROUTE: Final = timedelta(days=35)
"""From receipt to decision: five to seven weeks when a cycle of meetings is caught."""
NEXT_MEETING: Final = timedelta(days=28)
RULING_AFTER: Final = timedelta(days=3)
APPROVES: Final = Assumption(Outcome.APPROVED)


def acts_of_council(
    session: Session, inbox: Inbox, round_: Round, party: str, assumption: Assumption
) -> Iterator[Act]:
    """Yield what a council and, where it leaves a doubt, the secretariat will do in a round."""
    if assumption.outcome is None:
        return
    calendar = _calendar(session, inbox, round_)
    meeting = _meeting_of(session, round_, party, calendar)
    yield _answer(round_, party, meeting, assumption, calendar)
    if needs_ruling(assumption.outcome, DecidedBy.COUNCIL):
        ruled_on = calendar.first_reminder_day(meeting + RULING_AFTER)
        yield Act(morning_of(ruled_on), lambda inbox: inbox.ask(_ruling(inbox, round_.number, party)))
    elif not assumption.outcome.is_final:
        following = assumption.next_meeting or _working_day(meeting + NEXT_MEETING, calendar)
        yield _answer(round_, party, following, APPROVES, calendar)


def _answer(round_: Round, party: str, meeting: date, assumption: Assumption, calendar: WorkingCalendar) -> Act:
    assert assumption.outcome is not None
    payload = AnswerPayload(
        outcome=assumption.outcome,
        decided_by=DecidedBy.COUNCIL,
        meeting_date=meeting,
        agenda_item="5",
        decision_text=f"{assumption.outcome.danish.capitalize()} (tænkt).",
        remarks="Tænkt bemærkning." if assumption.outcome is Outcome.APPROVED_WITH_REMARKS else "",
        next_meeting_date=assumption.next_meeting,
        reported_by=SOMEBODY,
    )
    ask = Ask(RequestKind.ANSWER, payload, party=party, round=round_.number, by_link=True)
    return Act(morning_of(calendar.working_days_after(meeting, 1)), lambda inbox: inbox.ask([ask]))


def _ruling(inbox: Inbox, round_number: int, party: str) -> list[Ask]:
    mine = select(Decision.id).where(
        Decision.cycle_id == inbox.cycle_id, Decision.round == round_number, Decision.party == party
    )
    with inbox.database.read() as session:
        decision = session.exec(mine.order_by(col(Decision.id).desc())).first()
    if decision is None:
        return []
    payload = RulingPayload(decision=decision, counts=True, reason="Tænkt afklaring.")
    return [Ask(RequestKind.RULING, payload, party=party, round=round_number)]


def _meeting_of(session: Session, round_: Round, party: str, calendar: WorkingCalendar) -> date:
    today = round_.stage_opened_on
    plan = plan_of(session, cycle_id=round_.cycle_id, round_number=round_.number, party=party, today=today)
    return plan.waiting.meeting or _working_day(min(today + ROUTE, max(round_.deadline, today)), calendar)


def _working_day(day: date, calendar: WorkingCalendar) -> date:
    return day if calendar.may_remind_on(day) else calendar.first_reminder_day(day)


def _calendar(session: Session, inbox: Inbox, round_: Round) -> WorkingCalendar:
    return calendar_of_kind(kind_of(cycle_of(session, inbox).definition), year=round_.opened_on.year)
