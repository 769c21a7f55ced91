"""Recording what ends a cycle before its time: it is given up, or it lapses."""

from collections.abc import Iterable

from activities.recording.closing import open_inquiries, shut
from activities.recording.desk import clear_desk
from activities.recording.initiatives import open_initiatives, owner_of
from activities.recording.matter import AT_THE_COUNCILS, Matter, Refused
from activities.recording.round_state import fell
from models.tables import Body, Initiative
from request_types import CancelPayload, LapsePayload
from workflows.contracts.requests import Recorded
from workflows.rules.letters import LetterKind, Recipient


def record_cancellation(matter: Matter) -> Recorded:
    """Give the cycle up."""
    cancellation = matter.payload(CancelPayload)
    _stop_asking(matter, cancellation.reason)
    matter.enter({}, {"reason": cancellation.reason})
    return matter.done()


def record_lapse(matter: Matter) -> Recorded:
    """Let the agreement lapse; its open initiatives go to the body that takes them over."""
    lapse = matter.payload(LapsePayload)
    successor = owner_of(matter, lapse.successor) if lapse.successor else None
    left = open_initiatives(matter.session, matter.cycle.id)
    if left and successor is None:
        raise Refused("Der er åbne indsatser. Skriv, hvilket organ der overtager dem.")
    _stop_asking(matter, lapse.reason)
    if left and successor is not None:
        _hand_over(matter, left, successor)
    numbers = ",".join(str(initiative.number) for initiative in left)
    matter.enter(
        {"successor": successor.code if successor else None, "initiatives": numbers}, {"reason": lapse.reason}
    )
    return matter.done()


def _hand_over(matter: Matter, initiatives: Iterable[Initiative], successor: Body) -> None:
    """Give the initiatives to the body that takes them over, and tell it."""
    for initiative in initiatives:
        initiative.owner_code = successor.code
        matter.session.add(initiative)
    matter.order(LetterKind.HANDED_OVER, Recipient.BODY, party=successor.code)


def _stop_asking(matter: Matter, reason: str) -> None:
    """Let an open round fall and close what is asked; letters on their way are handed to the cycle."""
    if matter.round and matter.round.state in AT_THE_COUNCILS:
        fell(matter, matter.round, reason)
    for inquiry in open_inquiries(matter.session, matter.cycle.id):
        matter.letters.extend(shut(matter.session, inquiry, at=matter.at))
    clear_desk(matter)
