"""Recording that the office reminds somebody now, or has spoken with a council and waits with reminding it."""

from datetime import date

from activities.recording.asked import addressee, open_inquiry_of
from activities.recording.desk import clear_desk
from activities.recording.matter import Matter, Refused
from activities.recording.tasks import finish_task
from models.planning import plan_of
from models.tables import Call, TaskKind
from request_types import CallPayload
from workflows.contracts.requests import Recorded
from workflows.rules.inquiry_reminders import REMINDERS
from workflows.rules.letters import LetterKind
from workflows.rules.reminders import reminder_now

ANSWERED = "Der er allerede svaret, så der er intet at minde om."


def record_reminder(matter: Matter) -> Recorded:
    """Remind the request's party now, with the link that it has."""
    kind = _of_an_addressee(matter) if matter.request.inquiry else _of_a_council(matter)
    matter.enter({"letter": kind.value})
    matter.order(kind)
    return matter.done()


def record_call(matter: Matter) -> Recorded:
    """Note a talk on the phone, and until when nobody is reminded after it."""
    call = matter.payload(CallPayload)
    round_, party = matter.open_round, matter.party
    if call.quiet_until and call.quiet_until <= matter.today:
        raise Refused("Den dag, der skal ventes til, er gået.")
    if call.task is not None:
        finish_task(matter, call.task)
    if call.quiet_until:
        clear_desk(matter, TaskKind.SILENT, party=party.code, round_number=round_.number)
    matter.session.add(_row(matter, call.quiet_until))
    day = call.quiet_until.isoformat() if call.quiet_until else None
    facts = {"round": round_.number, "quiet_until": day}
    matter.enter(facts, {"note": call.note, "spoken_with": call.spoken_with})
    return Recorded(matter.number, matter.request.kind, accepted=True, party=party.code, standing=matter.standing)


def _row(matter: Matter, quiet_until: date | None) -> Call:
    return Call(
        request_id=matter.number,
        cycle_id=matter.cycle.id,
        round=matter.open_round.number,
        party=matter.request.party,
        quiet_until=quiet_until,
        called_on=matter.today,
    )


def _of_a_council(matter: Matter) -> LetterKind:
    round_, party = matter.open_round, matter.party
    if not matter.standing.may_be_reminded:
        raise Refused(ANSWERED)
    if party.stage > round_.stage:
        raise Refused("Rådet er ikke spurgt endnu.")
    plan = plan_of(
        matter.session,
        cycle_id=matter.cycle.id,
        round_number=round_.number,
        party=party.code,
        today=matter.today,
    )
    return reminder_now(plan.waiting, today=matter.today)


def _of_an_addressee(matter: Matter) -> LetterKind:
    inquiry = open_inquiry_of(matter)
    if addressee(matter, inquiry, matter.request.party).answered_by is not None:
        raise Refused(ANSWERED)
    return REMINDERS[inquiry.kind]
