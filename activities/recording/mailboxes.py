"""Recording changes of somebody's link and mailbox, and letters that an officer sends from the desk."""

from activities.recording.asked import addressee, open_inquiry_of
from activities.recording.links import Place, move_link, renew_link
from activities.recording.matter import Matter, Refused
from activities.recording.tasks import finish_task
from models.register.chain import Fact
from models.tables import Round, RoundState
from request_types import ContactPayload, LetterPayload, NewLinkPayload, TaskDonePayload
from workflows.contracts.requests import Recorded
from workflows.rules.letters import LetterKind


def record_contact(matter: Matter) -> Recorded:
    """Give the party's right to answer to another mailbox; the old link dies."""
    contact = matter.payload(ContactPayload)
    place = _live_place(matter)
    move_link(matter, place, contact.mailbox)
    matter.enter(_facts(place), {"mailbox": str(contact.mailbox), "reason": contact.reason})
    return matter.done()


def record_new_link(matter: Matter) -> Recorded:
    """Let the party's link die and send another one to the same mailbox."""
    reason = matter.payload(NewLinkPayload).reason
    place = _live_place(matter)
    renew_link(matter, place)
    matter.enter(_facts(place), {"reason": reason})
    return matter.done()


def record_letter(matter: Matter) -> Recorded:
    """Send the letter that an officer wrote to a council (law 4)."""
    letter = matter.payload(LetterPayload)
    if letter.kind not in {LetterKind.CLARIFICATION, LetterKind.ESCALATION}:
        raise Refused("Den slags brev sendes ikke fra skrivebordet.")
    party = matter.party
    if letter.task is not None:
        finish_task(matter, letter.task)
    facts: dict[str, Fact] = {"round": party.round, "letter": letter.kind.value}
    matter.enter(facts, {"subject": letter.subject, "body": letter.body})
    matter.order(letter.kind)
    return matter.done()


def record_task_done(matter: Matter) -> Recorded:
    """Take a task off the desk that was dealt with outside the system."""
    done = matter.payload(TaskDonePayload)
    task = finish_task(matter, done.task)
    matter.enter({"task": task.kind.name.lower(), "decision": task.decision_id}, {"note": done.note})
    return matter.done()


def _live_place(matter: Matter) -> Place:
    """Return where the request's party is asked.

    Raises:
        Refused: the round or inquiry is closed, or does not ask it.
    """
    if not matter.request.inquiry:
        return Place(_live_round(matter).number)
    inquiry = open_inquiry_of(matter)
    addressee(matter, inquiry, matter.request.party)
    return Place(inquiry=inquiry.slug)


def _facts(place: Place) -> dict[str, Fact]:
    return {"round": place.round} if place.round else {}  # the inquiry stands in every entry of its requests


def _live_round(matter: Matter) -> Round:
    round_ = matter.round
    if round_ is None or round_.state is RoundState.FALLEN:
        raise Refused("Runden er lukket.")
    _ = matter.party  # refuses a council that is not asked
    return round_
