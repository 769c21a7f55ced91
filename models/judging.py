"""What can be judged of a request on the day it is made, before it is put into the inbox."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from models.faults import BadInput, Fault
from models.requests import AnswerPayload, ConfirmPayload, DeadlinePayload, Payload, PlanPayload

OLDEST_MEETING: Final = timedelta(days=2 * 366)
FARTHEST: Final = timedelta(days=10 * 366)
CHECK_THE_YEAR: Final = "Kontrollér årstallet."


def check_dates(payload: Payload, *, today: date) -> None:
    """Check a payload's dates against the Danish date `today`.

    Raises:
        BadInput: with every fault, as Danish sentences.
    """
    if faults := tuple(_faults(payload, today)):
        raise BadInput(*faults)


def _faults(payload: Payload, today: date) -> Iterator[Fault]:
    match payload:
        case AnswerPayload():
            yield from _of_answer(payload, today)
        case PlanPayload(planned_meeting_date=date() as planned):
            yield from _of_plan(planned, today)
        case DeadlinePayload(deadline=deadline):
            yield from _of_deadline(deadline, today)
        case ConfirmPayload(confirmed_on=day) if day > today:
            yield Fault("confirmed_on", "SSU's møde ligger i fremtiden; registrér det, når det er holdt.")


def _of_answer(answer: AnswerPayload, today: date) -> Iterator[Fault]:
    if answer.meeting_date > today:
        yield Fault("meeting_date", "Mødet ligger i fremtiden. Indberet beslutningen, når mødet er holdt.")
    elif answer.meeting_date < today - OLDEST_MEETING:
        yield Fault("meeting_date", f"Mødet ligger mere end to år tilbage. {CHECK_THE_YEAR}")
    if answer.next_meeting_date and answer.next_meeting_date > today + FARTHEST:
        yield Fault("next_meeting_date", f"Mødet ligger mere end ti år fremme. {CHECK_THE_YEAR}")


def _of_plan(planned: date, today: date) -> Iterator[Fault]:
    if planned < today:
        yield Fault("planned_meeting_date", "Mødet ligger i fortiden. Er sagen afgjort, så indberet beslutningen.")
    elif planned > today + FARTHEST:
        yield Fault("planned_meeting_date", f"Mødet ligger mere end ti år fremme. {CHECK_THE_YEAR}")


def _of_deadline(deadline: date, today: date) -> Iterator[Fault]:
    if deadline <= today:
        yield Fault("deadline", "Den nye frist skal ligge efter i dag.")
    elif deadline > today + FARTHEST:
        yield Fault("deadline", f"Fristen ligger mere end ti år fremme. {CHECK_THE_YEAR}")
