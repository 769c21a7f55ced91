"""How the office turns to a council or addressee itself: a letter, a reminder, a call."""

from datetime import date

from activities.handling.context import Refused, RequestContext
from activities.handling.registry import handles
from activities.requests.desk import clear_desk, finish_task
from activities.requests.inquiries import addressee, open_inquiry_of
from models.agreements.planning import plan_of
from models.register.chain import Fact
from models.tables import Call, TaskKind
from request_types.councils import CALL, LETTER, REMINDER, CallPayload, LetterPayload, ReminderPayload
from workflows.contracts.requests import Recorded
from workflows.rules.council.reminders import reminder_now
from workflows.rules.inquiry_reminders import REMINDERS
from workflows.rules.letters import LetterKind


@handles(LETTER)
def handle_letter(context: RequestContext, letter: LetterPayload) -> Recorded:
    """Send the letter that an officer wrote to a council."""
    if letter.kind not in {LetterKind.CLARIFICATION, LetterKind.ESCALATION}:
        raise Refused("Den slags brev sendes ikke fra skrivebordet.")
    party = context.party
    if letter.task is not None:
        finish_task(context, letter.task)
    facts: dict[str, Fact] = {"round": party.round, "letter": letter.kind.value}
    context.enter(facts, {"subject": letter.subject, "body": letter.body})
    context.order(letter.kind)
    return context.done()


ANSWERED = "Der er allerede svaret, så der er intet at minde om."


@handles(REMINDER)
def handle_reminder(context: RequestContext, _: ReminderPayload) -> Recorded:
    """Remind the request's party now, with the link that it has."""
    kind = _of_an_addressee(context) if context.request.inquiry else _of_a_council(context)
    context.enter({"letter": kind.value})
    context.order(kind)
    return context.done()


@handles(CALL)
def handle_call(context: RequestContext, call: CallPayload) -> Recorded:
    """Note a talk on the phone, and until when nobody is reminded after it."""
    round_, party = context.open_round, context.party
    context.refuse_faults(call.faults_on(context.today))
    if call.task is not None:
        finish_task(context, call.task)
    if call.quiet_until:
        clear_desk(context, TaskKind.SILENT, party=party.code, round_number=round_.number)
    context.session.add(_row(context, call.quiet_until))
    day = call.quiet_until.isoformat() if call.quiet_until else None
    facts = {"round": round_.number, "quiet_until": day}
    context.enter(facts, {"note": call.note, "spoken_with": call.spoken_with})
    return Recorded(
        context.number, context.request.kind, accepted=True, party=party.code, standing=context.standing
    )


def _row(context: RequestContext, quiet_until: date | None) -> Call:
    return Call(
        request_id=context.number,
        cycle_id=context.cycle.id,
        round=context.open_round.number,
        party=context.request.party,
        quiet_until=quiet_until,
        called_on=context.today,
    )


def _of_a_council(context: RequestContext) -> LetterKind:
    round_, party = context.open_round, context.party
    if not context.standing.may_be_reminded:
        raise Refused(ANSWERED)
    if party.stage > round_.stage:
        raise Refused("Rådet er ikke spurgt endnu.")
    plan = plan_of(
        context.session,
        cycle_id=context.cycle.id,
        round_number=round_.number,
        party=party.code,
        today=context.today,
    )
    return reminder_now(plan.waiting, today=context.today)


def _of_an_addressee(context: RequestContext) -> LetterKind:
    inquiry = open_inquiry_of(context)
    if addressee(context, inquiry, context.request.party).answered_by is not None:
        raise Refused(ANSWERED)
    return REMINDERS[inquiry.kind]
