"""What can be judged of a request on the day it is made, before it is put into the inbox."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from models.directory import is_mailbox
from models.far_dates import CHECK_THE_YEAR, FARTHEST, faults_of_far_dates
from models.faults import BadInput, Fault
from models.requests import (
    AdoptionPayload,
    AdoptionPlanPayload,
    AnswerPayload,
    AuthorityPayload,
    CallPayload,
    ConfirmPayload,
    ContactCheckPayload,
    DeadlinePayload,
    EvaluationPayload,
    ExtensionPayload,
    InitiativePayload,
    Payload,
    PlanPayload,
    RemarkPayload,
)
from workflows.rules.remarks import RemarkVerdict

OLDEST_MEETING: Final = timedelta(days=2 * 366)
NOT_YET: Final = "Datoen ligger i fremtiden; registrér det, når det er sket."


def check_dates(payload: Payload, *, today: date) -> None:
    """Check a payload's dates against the Danish date `today`, and a mailbox that it names.

    Raises:
        BadInput: with every fault, as Danish sentences.
    """
    if faults := tuple(_faults(payload, today)):
        raise BadInput(*faults)


def _faults(payload: Payload, today: date) -> Iterator[Fault]:
    match payload:
        case AnswerPayload():
            yield from _of_answer(payload, today)
        case PlanPayload():
            yield from _of_plan(payload, today)
        case DeadlinePayload(deadline=deadline) | ExtensionPayload(deadline=deadline):
            yield from _of_deadline(deadline, today)
        case ContactCheckPayload():
            yield from _of_contact_check(payload, today)
        case InitiativePayload(milestones=milestones):
            yield from _too_far("milestones", [each.due_on for each in milestones], today)
        case AdoptionPlanPayload() | CallPayload():
            yield from _of_what_is_to_come(payload, today)
        case RemarkPayload():
            yield from _of_remark(payload)
        case _:
            yield from _not_yet(payload, today)


_DONE_ON: Final[Mapping[type[Payload], tuple[str, str]]] = {
    ConfirmPayload: ("confirmed_on", "Mødet ligger i fremtiden; registrér det, når det er holdt."),
    AdoptionPayload: ("adopted_on", "Mødet ligger i fremtiden; registrér vedtagelsen, når det er holdt."),
    AuthorityPayload: ("happened_on", NOT_YET),
    EvaluationPayload: ("made_on", NOT_YET),
}


def _not_yet(payload: Payload, today: date) -> Iterator[Fault]:
    """Yield what is wrong with the day of something that is told to have happened."""
    field, sentence = _DONE_ON.get(type(payload), ("", ""))
    if isinstance(payload, AuthorityPayload) and payload.points and not payload.owner:
        yield Fault("owner", "Vælg, hvilket organ der skal følge op på punkterne.")
    if field and getattr(payload, field) > today:
        yield Fault(field, sentence)
    elif field and getattr(payload, field) < today - FARTHEST:
        yield Fault(field, f"Datoen ligger mere end ti år tilbage. {CHECK_THE_YEAR}")


def _of_remark(judged: RemarkPayload) -> Iterator[Fault]:
    needs_reason = judged.verdict in {RemarkVerdict.PARTLY, RemarkVerdict.NOT_TAKEN_IN}
    if needs_reason and not judged.reason:
        yield Fault("reason", "Skriv, hvorfor bemærkningen ikke er fulgt fuldt ud.")


def _of_answer(answer: AnswerPayload, today: date) -> Iterator[Fault]:
    if answer.meeting_date > today:
        yield Fault("meeting_date", "Mødet ligger i fremtiden. Indberet beslutningen, når mødet er holdt.")
    elif answer.meeting_date < today - OLDEST_MEETING:
        yield Fault("meeting_date", f"Mødet ligger mere end to år tilbage. {CHECK_THE_YEAR}")
    if answer.next_meeting_date and answer.next_meeting_date > today + FARTHEST:
        yield Fault("next_meeting_date", f"Mødet ligger mere end ti år fremme. {CHECK_THE_YEAR}")


def _of_plan(plan: PlanPayload, today: date) -> Iterator[Fault]:
    planned = plan.planned_meeting_date
    if planned and planned < today:
        yield Fault("planned_meeting_date", "Mødet ligger i fortiden. Er sagen afgjort, så indberet beslutningen.")
    elif planned and planned > today + FARTHEST:
        yield Fault("planned_meeting_date", f"Mødet ligger mere end ti år fremme. {CHECK_THE_YEAR}")
    committees = ("committee_date", "finance_committee_date")  # they may have met already
    yield from faults_of_far_dates({field: getattr(plan, field) for field in committees}, today=today)


def _of_deadline(deadline: date, today: date) -> Iterator[Fault]:
    if deadline <= today:
        yield Fault("deadline", "Den nye frist skal ligge efter i dag.")
    elif deadline > today + FARTHEST:
        yield Fault("deadline", f"Fristen ligger mere end ti år fremme. {CHECK_THE_YEAR}")


def _of_what_is_to_come(payload: AdoptionPlanPayload | CallPayload, today: date) -> Iterator[Fault]:
    if isinstance(payload, AdoptionPlanPayload):
        if payload.adoption_on < today:
            yield Fault("adoption_on", "Datoen ligger i fortiden; vælg den dag, hvor teksten skal vedtages.")
        yield from _too_far("adoption_on", [payload.adoption_on], today)
    elif payload.quiet_until:
        if payload.quiet_until <= today:
            yield Fault("quiet_until", _NO_REST)
        yield from _too_far("quiet_until", [payload.quiet_until], today)


_NO_REST: Final = "Datoen skal ligge efter i dag; skriv intet, hvis påmindelserne skal fortsætte."


def _of_contact_check(check: ContactCheckPayload, today: date) -> Iterator[Fault]:
    if not check.is_right and not check.mailbox:
        yield Fault("mailbox", "Skriv den rigtige postkasse.")
    if check.mailbox and not is_mailbox(check.mailbox):
        yield Fault("mailbox", "Skriv en gyldig mailadresse.")
    for field in ("council_meetings", "committee_meetings", "finance_committee_meetings"):
        days: tuple[date, ...] = getattr(check, field)
        if any(day < today for day in days):
            yield Fault(field, "Et af møderne ligger i fortiden; skriv kun de kommende.")
        yield from _too_far(field, days, today)


def _too_far(field: str, days: list[date] | tuple[date, ...], today: date) -> Iterator[Fault]:
    if any(day > today + FARTHEST for day in days):
        yield Fault(field, f"En dato ligger mere end ti år fremme. {CHECK_THE_YEAR}")
