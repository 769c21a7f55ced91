"""Links of those who are asked, in a round or in an inquiry: given to another mailbox, or anew to the same."""

from dataclasses import dataclass

from sqlmodel import col, select

from activities.recording.asked import addressee
from activities.recording.desk import clear_undelivered
from activities.recording.inquiries import request_of
from activities.recording.matter import Matter, Refused
from activities.recording.ordering import put_down
from models.tables import Inquiry, Invitation, Letter
from workflows.contracts.letters import LetterOrder
from workflows.rules.letters import LetterKind


@dataclass(frozen=True, slots=True)
class Place:
    """Where a party is asked: in a numbered round, or in the inquiry with a slug, whose round is 0."""

    round: int = 0
    inquiry: str = ""


def move_link(matter: Matter, place: Place, mailbox: str) -> None:
    """Give the right of the request's party to answer to a mailbox alone, and send it the link."""
    known = _invitations(matter, place)
    for invitation in known:
        invitation.revoked_at = invitation.revoked_at or matter.at
        matter.session.add(invitation)
    matter.session.add(_invitation_to(matter, place, mailbox, known))
    clear_undelivered(matter, round_number=place.round, inquiry=place.inquiry)
    _send(matter, _asking(matter, place) or _with_new_link(matter, place))


def renew_link(matter: Matter, place: Place) -> None:
    """Let the link of the request's party die and send another one to the same mailbox.

    Raises:
        Refused: there is no mailbox to send it to.
    """
    live = [invitation for invitation in _invitations(matter, place) if invitation.revoked_at is None]
    if not live:
        raise Refused("Der er ingen kontakt at sende et link til. Skift kontakten i stedet.")
    for invitation in live:
        invitation.generation += 1
        matter.session.add(invitation)
    _send(matter, _with_new_link(matter, place))


def _invitations(matter: Matter, place: Place) -> list[Invitation]:
    mine = select(Invitation).where(
        Invitation.cycle_id == matter.cycle.id,
        Invitation.round == place.round,
        Invitation.inquiry == place.inquiry,
        Invitation.party == matter.request.party,
    )
    return list(matter.session.exec(mine.order_by(col(Invitation.id))))


def _invitation_to(matter: Matter, place: Place, mailbox: str, known: list[Invitation]) -> Invitation:
    for invitation in known:
        if invitation.mailbox == mailbox:
            invitation.revoked_at = None
            invitation.generation += 1
            return invitation
    return Invitation(
        cycle_id=matter.cycle.id,
        round=place.round,
        inquiry=place.inquiry,
        party=matter.request.party,
        mailbox=mailbox,
    )


def _asking(matter: Matter, place: Place) -> LetterOrder | None:
    """Return the letter by which an addressee without a contact is asked at last; None for all others."""
    if not place.inquiry:
        return None  # a council's case has asked it, even if the letter did not arrive
    inquiry = matter.session.get_one(Inquiry, (matter.cycle.id, place.inquiry))
    party = addressee(matter, inquiry, matter.request.party)
    order = request_of(inquiry, party.code)
    was_asked = matter.session.exec(select(Letter.id).where(Letter.key == order.key)).first() is not None
    return None if was_asked or party.answered_by is not None else order


def _with_new_link(matter: Matter, place: Place) -> LetterOrder:
    return LetterOrder(
        LetterKind.NEW_LINK,
        matter.cycle.id,
        round=place.round,
        party=matter.request.party,
        request=matter.number,
        inquiry=place.inquiry,
    )


def _send(matter: Matter, order: LetterOrder) -> None:
    matter.letters.append(order)
    put_down(matter.session, order, at=matter.at)
