"""Gathers all that a letter may say from the store."""

from datetime import date, datetime

from sqlmodel import Session, col, func, select

from models.cases import standings_of_round
from models.directory import contact_of, secretariat_of
from models.letters.about_request import answer_about, confirmed_on, own_words, refusal_reason
from models.letters.facts import AttachedText, Council, LetterFacts, LetterIdentity, Office, Tally
from models.links import LinkClaim
from models.planning import plan_of
from models.register import head
from models.tables import Body, Cycle, Document, Invitation, Letter, Round, RoundParty, Version
from models.working_calendar import local_day
from workflows.rules.letters import LetterKind, LetterState, Recipient


def gather(session: Session, letter: LetterIdentity, *, at: datetime) -> LetterFacts:
    """Return what the letter may say as of `at` (UTC); `addresses` is empty where nobody can be written to.

    Raises:
        NoSecretariatContact: nobody has said who writes the letter.
    """
    cycle = session.get_one(Cycle, letter.cycle_id)
    office = office_of(session, cycle.region_code)
    round_ = session.get(Round, (letter.cycle_id, letter.round))
    party = session.get(RoundParty, (letter.cycle_id, letter.round, letter.party))
    invitation = _invitation(session, letter) if letter.recipient is Recipient.CONTACT else None
    own_subject, own_body = own_words(session, letter)
    return LetterFacts(
        kind=letter.kind,
        recipient=letter.recipient,
        title=cycle.title,
        is_example=cycle.is_example,
        period_start=cycle.period_start,
        period_end=cycle.period_end,
        office=office,
        addresses=_addresses(session, letter.recipient, party, invitation, office),
        council=_council(session, party) if party else None,
        text=_text(session, round_) if round_ and letter.kind is LetterKind.REQUEST else None,
        deadline=round_.deadline if round_ else None,
        is_past_deadline=bool(round_ and round_.deadline < local_day(at)),
        meeting=_meeting(session, letter, local_day(at)) if party else None,
        invitation=_claim(invitation),
        request=letter.request,
        answer=answer_about(session, letter),
        head=head(session),
        reason=refusal_reason(session, letter),
        own_subject=own_subject,
        own_body=own_body,
        confirmed_on=confirmed_on(session, letter),
        tally=_tally(session, letter),
    )


def office_of(session: Session, region_code: str) -> Office:
    """Return the region's secretariat as letters name it.

    Raises:
        NoSecretariatContact: nobody has said who it is.
    """
    contact = secretariat_of(session, region_code)
    return Office(contact.body_name, contact.name, contact.mailbox, contact.phone, contact.website)


def _invitation(session: Session, letter: LetterIdentity) -> Invitation | None:
    live = select(Invitation).where(
        Invitation.cycle_id == letter.cycle_id,
        Invitation.round == letter.round,
        Invitation.party == letter.party,
        col(Invitation.revoked_at).is_(None),
    )
    return session.exec(live.order_by(col(Invitation.id).desc())).first()


def _claim(invitation: Invitation | None) -> LinkClaim | None:
    if invitation is None or invitation.id is None:
        return None
    return LinkClaim(invitation.id, invitation.generation)


def _addresses(
    session: Session,
    recipient: Recipient,
    party: RoundParty | None,
    invitation: Invitation | None,
    office: Office,
) -> tuple[str, ...]:
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


def _council(session: Session, party: RoundParty) -> Council:
    body = session.get_one(Body, party.body_code)
    return Council(code=party.code, name=party.name, title=party.title, council=body.name)


def _text(session: Session, round_: Round) -> AttachedText:
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


def _meeting(session: Session, letter: LetterIdentity, today: date) -> date | None:
    plan = plan_of(session, cycle_id=letter.cycle_id, round_number=letter.round, party=letter.party, today=today)
    return plan.waiting.meeting


def _tally(session: Session, letter: LetterIdentity) -> Tally:
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
