"""Gathers all that a letter may say from the store."""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from models.directory import secretariat_of
from models.letters.about_request import answer_about, confirmed_on, own_words, refusal_reason
from models.letters.about_round import (
    addresses_of,
    claim_of,
    council_of,
    live_invitation,
    meeting_of,
    tally_of,
    text_of,
)
from models.letters.facts import LetterFacts, LetterIdentity, Office
from models.register import head
from models.tables import Cycle, Round, RoundParty
from models.working_calendar import local_day
from workflows.rules.letters import LetterKind, Recipient


def gather(session: Session, letter: LetterIdentity, *, at: datetime) -> LetterFacts:
    """Return what the letter may say as of `at` (UTC); `addresses` is empty where nobody can be written to.

    Raises:
        NoSecretariatContact: nobody has said who writes the letter.
    """
    cycle = session.get_one(Cycle, letter.cycle_id)
    plain = LetterFacts(
        kind=letter.kind,
        recipient=letter.recipient,
        title=cycle.title,
        is_example=cycle.is_example,
        period_start=cycle.period_start,
        period_end=cycle.period_end,
        office=office_of(session, cycle.region_code),
        head=head(session),
        tally=tally_of(session, letter),
    )
    return _with_addressee(
        session, letter, _with_round(session, letter, _with_request(session, letter, plain), at)
    )


def _with_request(session: Session, letter: LetterIdentity, facts: LetterFacts) -> LetterFacts:
    own_subject, own_body = own_words(session, letter)
    return replace(
        facts,
        request=letter.request,
        answer=answer_about(session, letter),
        reason=refusal_reason(session, letter),
        own_subject=own_subject,
        own_body=own_body,
        confirmed_on=confirmed_on(session, letter),
    )


def _with_round(session: Session, letter: LetterIdentity, facts: LetterFacts, at: datetime) -> LetterFacts:
    round_ = session.get(Round, (letter.cycle_id, letter.round))
    if round_ is None:
        return facts
    return replace(
        facts,
        text=text_of(session, round_) if letter.kind is LetterKind.REQUEST else None,
        deadline=round_.deadline,
        is_past_deadline=round_.deadline < local_day(at),
        meeting=meeting_of(session, letter, local_day(at)),
    )


def _with_addressee(session: Session, letter: LetterIdentity, facts: LetterFacts) -> LetterFacts:
    party = session.get(RoundParty, (letter.cycle_id, letter.round, letter.party))
    invitation = live_invitation(session, letter) if letter.recipient is Recipient.CONTACT else None
    return replace(
        facts,
        addresses=addresses_of(session, letter.recipient, party, invitation, facts.office),
        council=council_of(session, party) if party else None,
        invitation=claim_of(invitation),
    )


def office_of(session: Session, region_code: str) -> Office:
    """Return the region's secretariat as letters name it.

    Raises:
        NoSecretariatContact: nobody has said who it is.
    """
    contact = secretariat_of(session, region_code)
    return Office(contact.body_name, contact.name, contact.mailbox, contact.phone, contact.website)
