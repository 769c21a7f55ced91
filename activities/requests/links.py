"""Links of those who are asked, in a round or in an inquiry: given to another mailbox, or anew to the same."""

from dataclasses import dataclass

from sqlmodel import col, select

from activities.handling.context import Refused, RequestContext
from activities.handling.registry import handles
from activities.letters.ledger.letters import order_letters
from activities.recording.inquiries import request_of
from activities.requests.desk import clear_undelivered
from activities.requests.inquiries import addressee, open_inquiry_of
from models.register.chain import Fact
from models.tables import Inquiry, Invitation, Letter, Round, RoundState
from request_types.councils import CONTACT, NEW_LINK, ContactPayload, NewLinkPayload
from workflows.contracts.letters import LetterOrder
from workflows.contracts.requests import Recorded
from workflows.rules.letters import LetterKind


@handles(CONTACT)
def handle_contact(context: RequestContext, contact: ContactPayload) -> Recorded:
    """Give the party's right to answer to another mailbox; the old link dies."""
    place = _live_place(context)
    move_link(context, place, contact.mailbox)
    context.enter(_facts(place), {"mailbox": str(contact.mailbox), "reason": contact.reason})
    return context.done()


@handles(NEW_LINK)
def handle_new_link(context: RequestContext, asked: NewLinkPayload) -> Recorded:
    """Let the party's link die and send another one to the same mailbox."""
    place = _live_place(context)
    renew_link(context, place)
    context.enter(_facts(place), {"reason": asked.reason})
    return context.done()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a party is asked: in a numbered round, or in the inquiry with a slug, whose round is 0."""

    round: int = 0
    inquiry: str = ""


def move_link(context: RequestContext, place: Place, mailbox: str) -> None:
    """Give the right of the request's party to answer to a mailbox alone, and send it the link."""
    known = _invitations(context, place)
    for invitation in known:
        invitation.revoked_at = invitation.revoked_at or context.at
        context.session.add(invitation)
    context.session.add(_invitation_to(context, place, mailbox, known))
    clear_undelivered(context, round_number=place.round, inquiry=place.inquiry)
    _send(context, _asking(context, place) or _with_new_link(context, place))


def renew_link(context: RequestContext, place: Place) -> None:
    """Let the link of the request's party die and send another one to the same mailbox.

    Raises:
        Refused: there is no mailbox to send it to.
    """
    live = [invitation for invitation in _invitations(context, place) if invitation.revoked_at is None]
    if not live:
        raise Refused("Der er ingen kontakt at sende et link til. Skift kontakten i stedet.")
    for invitation in live:
        invitation.generation += 1
        context.session.add(invitation)
    _send(context, _with_new_link(context, place))


def _invitations(context: RequestContext, place: Place) -> list[Invitation]:
    mine = select(Invitation).where(
        Invitation.cycle_id == context.cycle.id,
        Invitation.round == place.round,
        Invitation.inquiry == place.inquiry,
        Invitation.party == context.request.party,
    )
    return list(context.session.exec(mine.order_by(col(Invitation.id))))


def _invitation_to(context: RequestContext, place: Place, mailbox: str, known: list[Invitation]) -> Invitation:
    for invitation in known:
        if invitation.mailbox == mailbox:
            invitation.revoked_at = None
            invitation.generation += 1
            return invitation
    return Invitation(
        cycle_id=context.cycle.id,
        round=place.round,
        inquiry=place.inquiry,
        party=context.request.party,
        mailbox=mailbox,
    )


def _asking(context: RequestContext, place: Place) -> LetterOrder | None:
    """Return the letter by which an addressee without a contact is asked at last; None for all others."""
    if not place.inquiry:
        return None  # a council's case has asked it, even if the letter did not arrive
    inquiry = context.session.get_one(Inquiry, (context.cycle.id, place.inquiry))
    party = addressee(context, inquiry, context.request.party)
    order = request_of(inquiry, party.code)
    was_asked = context.session.exec(select(Letter.id).where(Letter.key == order.key)).first() is not None
    return None if was_asked or party.answered_by is not None else order


def _with_new_link(context: RequestContext, place: Place) -> LetterOrder:
    return LetterOrder(
        LetterKind.NEW_LINK,
        context.cycle.id,
        round=place.round,
        party=context.request.party,
        request=context.number,
        inquiry=place.inquiry,
    )


def _send(context: RequestContext, order: LetterOrder) -> None:
    context.letters.append(order)
    order_letters(context.session, order, at=context.at)


def _live_place(context: RequestContext) -> Place:
    """Return where the request's party is asked.

    Raises:
        Refused: the round or inquiry is closed, or does not ask it.
    """
    if not context.request.inquiry:
        return Place(_live_round(context).number)
    inquiry = open_inquiry_of(context)
    addressee(context, inquiry, context.request.party)
    return Place(inquiry=inquiry.slug)


def _facts(place: Place) -> dict[str, Fact]:
    return {"round": place.round} if place.round else {}  # the inquiry stands in every entry of its requests


def _live_round(context: RequestContext) -> Round:
    round_ = context.round
    if round_ is None or round_.state is RoundState.FALLEN:
        raise Refused("Runden er lukket.")
    _ = context.party  # refuses a council that is not asked
    return round_
