"""What a letter tells of its round: whom it goes to, the text, the meeting, how far the round has come."""

from datetime import date

from sqlmodel import Session, col, func, select

from models.cases import standings_of_round
from models.directory import contact_of
from models.letters.facts import AttachedText, Council, LetterIdentity, Office, Tally
from models.links import LinkClaim
from models.planning import plan_of
from models.tables import Body, Document, Invitation, Letter, Round, RoundParty, Version
from workflows.rules.letters import LetterState, Recipient


def live_invitation(session: Session, letter: LetterIdentity) -> Invitation | None:
    """Return the newest invitation of the council in the round that was not revoked."""
    live = select(Invitation).where(
        Invitation.cycle_id == letter.cycle_id,
        Invitation.round == letter.round,
        Invitation.party == letter.party,
        col(Invitation.revoked_at).is_(None),
    )
    return session.exec(live.order_by(col(Invitation.id).desc())).first()


def claim_of(invitation: Invitation | None) -> LinkClaim | None:
    """Return what a link for the invitation is to say."""
    if invitation is None or invitation.id is None:
        return None
    return LinkClaim(invitation.id, invitation.generation)


def addresses_of(
    session: Session,
    recipient: Recipient,
    party: RoundParty | None,
    invitation: Invitation | None,
    office: Office,
) -> tuple[str, ...]:
    """Return the mailboxes to try in turn; empty where nobody can be written to."""
    contact = contact_of(session, party.body_code) if party else None
    match recipient:
        case Recipient.STAFF:
            wanted = [office.mailbox]
        case Recipient.MAIN_MAILBOX:
            wanted = [contact.main_mailbox or contact.mailbox] if contact else []
        case Recipient.CONTACT:
            second = contact.second_mailbox if contact else ""
            wanted = [invitation.mailbox, second] if invitation else []
    return tuple(dict.fromkeys(address for address in wanted if address))


def council_of(session: Session, party: RoundParty) -> Council:
    """Return a party of the round as letters name it."""
    body = session.get_one(Body, party.body_code)
    return Council(code=party.code, name=party.name, title=party.title, council=body.name)


def text_of(session: Session, round_: Round) -> AttachedText:
    """Return the version that the round is about, with its bytes."""
    version, document = session.exec(
        select(Version, Document)
        .join(Document, col(Document.sha256) == Version.sha256)
        .where(Version.cycle_id == round_.cycle_id, Version.number == round_.version)
    ).one()
    return AttachedText(
        number=version.number,
        label=version.label,
        filename=version.filename,
        media_type=document.media_type,
        content=document.content,
    )


def meeting_of(session: Session, letter: LetterIdentity, today: date) -> date | None:
    """Return the local date on which the council is known to decide; None where none is known."""
    if not letter.party:
        return None
    plan = plan_of(session, cycle_id=letter.cycle_id, round_number=letter.round, party=letter.party, today=today)
    return plan.waiting.meeting


def tally_of(session: Session, letter: LetterIdentity) -> Tally:
    """Return how far the round has come, and what became of its letters to councils."""
    standings = standings_of_round(session, cycle_id=letter.cycle_id, round_number=letter.round)
    ended = select(Letter.state, func.count()).where(
        Letter.cycle_id == letter.cycle_id, Letter.round == letter.round, Letter.recipient == Recipient.CONTACT
    )
    if letter.party:
        ended = ended.where(Letter.party == letter.party)
    letters = dict(session.exec(ended.group_by(col(Letter.state))).all())
    return Tally(
        approved=sum(stands.counts for stands in standings.values()),
        parties=len(standings),
        sent=letters.get(LetterState.SENT, 0),
        undelivered=letters.get(LetterState.UNDELIVERABLE, 0),
    )
