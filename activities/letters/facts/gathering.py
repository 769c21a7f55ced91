"""Gathers all that a letter may say from the store."""

from dataclasses import replace
from datetime import date, datetime
from typing import Final

from sqlmodel import Session, col, func, select

from activities.letters.facts.about_cycle import cycle_facts, with_follow_up
from activities.letters.facts.about_follow_up import initiatives_of
from activities.letters.facts.about_inquiry import inquiry_facts
from activities.letters.facts.addressees import (
    addresses_of,
    asked_party,
    claim_of,
    found_in_directory,
    live_invitation,
    named,
)
from activities.letters.facts.shapes import LetterFacts, Office, RecordedAnswer, Tally
from activities.letters.facts.texts import newest_version, texts_of
from models.agreements.cases import standing_of, standings_of_round
from models.agreements.planning import plan_of
from models.calendar import local_day
from models.directory import secretariat_of
from models.kinds import kind_of
from models.register import head
from models.tables import Cycle, Decision, Inquiry, Letter, Request, RequestResult, Round
from request_types.councils import LetterPayload
from request_types.cycles import ConfirmPayload
from workflows.contracts.letters import LetterOrder
from workflows.rules.letters import LetterKind, LetterState, Recipient
from workflows.rules.requests import RequestKind

_PROVE_SOMETHING: Final = frozenset({LetterKind.RECEIPT, LetterKind.INQUIRY_RECEIPT})
"""The letters that carry the register's head: a council's own journal is the witness."""


def answer_about(session: Session, letter: LetterOrder) -> RecordedAnswer | None:
    """Return the decision that the request was, else the one on which the council stands now."""
    decision = _decision_by(session, letter.request) if letter.request else None
    if decision is None and letter.kind is LetterKind.ROUND_BLOCKED:
        decision = _standing_decision(session, letter)
    if decision is None:
        return None
    return RecordedAnswer(
        outcome=decision.outcome.danish,
        decided_by=decision.decided_by.danish,
        meeting_date=decision.meeting_date,
        agenda_item=decision.agenda_item,
        text=decision.decision_text,
        entry=decision.entry,
        on_behalf=decision.on_behalf,
    )


def refusal_reason(session: Session, letter: LetterOrder) -> str:
    """Return why the request was refused, in Danish; empty where it was not."""
    result = session.get(RequestResult, letter.request) if letter.request else None
    return "" if result is None or result.is_recorded else result.reason


def own_words(session: Session, letter: LetterOrder) -> tuple[str, str]:
    """Return the subject and body that an officer wrote; empty where the letter is not an officer's own."""
    request = session.get(Request, letter.request) if letter.request else None
    if request is None or request.kind is not RequestKind.LETTER:
        return "", ""
    written = LetterPayload.model_validate(request.payload)
    return written.subject, written.body


def confirmed_on(session: Session, letter: LetterOrder) -> date | None:
    """Return the local date on which SSU confirmed the agreement; None where the letter is not about that."""
    request = session.get(Request, letter.request) if letter.request else None
    if request is None or request.kind is not RequestKind.CONFIRM:
        return None
    return ConfirmPayload.model_validate(request.payload).confirmed_on


def _decision_by(session: Session, request: int) -> Decision | None:
    return session.exec(select(Decision).where(Decision.request_id == request)).first()


def _standing_decision(session: Session, letter: LetterOrder) -> Decision | None:
    stands = standing_of(session, cycle_id=letter.cycle_id, round_number=letter.round, party=letter.party)
    return session.get(Decision, stands.decision) if stands.decision else None


def meeting_of(session: Session, letter: LetterOrder, today: date) -> date | None:
    """Return the local date on which the council is known to decide; None where none is known."""
    if not letter.party or letter.recipient is Recipient.BODY:
        return None
    plan = plan_of(session, cycle_id=letter.cycle_id, round_number=letter.round, party=letter.party, today=today)
    return plan.waiting.meeting


def tally_of(session: Session, letter: LetterOrder) -> Tally:
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


def gather_envelope(session: Session, letter: LetterOrder, *, at: datetime) -> LetterFacts:
    """Return whom the letter goes to as of `at` (UTC), and which agreement it is about.

    Raises:
        NoSecretariatContact: nobody has said who writes the letter.
    """
    cycle = session.get_one(Cycle, letter.cycle_id)
    office = office_of(session, cycle.region_code)
    facts = cycle_facts(letter, cycle, kind_of(cycle.definition), office, on=local_day(at))
    return _with_addressee(session, letter, facts, at)


def gather(session: Session, letter: LetterOrder, *, at: datetime) -> LetterFacts:
    """Return what the letter may say as of `at` (UTC); `addresses` is empty where nobody can be written to.

    Raises:
        NoSecretariatContact: nobody has said who writes the letter.
    """
    facts = gather_envelope(session, letter, at=at)
    facts = replace(facts, head=head(session) if letter.kind in _PROVE_SOMETHING else None)
    facts = _with_follow_up(session, letter, facts, at)
    facts = _with_request(session, letter, facts)
    facts = _with_round(session, letter, facts, at)
    return _with_texts(session, letter, _with_inquiry(session, letter, facts, at))


def _with_follow_up(session: Session, letter: LetterOrder, facts: LetterFacts, at: datetime) -> LetterFacts:
    kind = kind_of(session.get_one(Cycle, letter.cycle_id).definition)
    return with_follow_up(session, letter, facts, kind, on=local_day(at))


def _with_request(session: Session, letter: LetterOrder, facts: LetterFacts) -> LetterFacts:
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


def _with_round(session: Session, letter: LetterOrder, facts: LetterFacts, at: datetime) -> LetterFacts:
    round_ = session.get(Round, (letter.cycle_id, letter.round)) if letter.round else None
    if round_ is None:
        return facts
    return replace(
        facts,
        tally=tally_of(session, letter),
        deadline=round_.deadline,
        is_past_deadline=round_.deadline < local_day(at),
        meeting=meeting_of(session, letter, local_day(at)),
    )


def _with_inquiry(session: Session, letter: LetterOrder, facts: LetterFacts, at: datetime) -> LetterFacts:
    inquiry = session.get(Inquiry, (letter.cycle_id, letter.inquiry)) if letter.inquiry else None
    if inquiry is None:
        return facts
    party = asked_party(session, letter)
    return replace(
        facts,
        deadline=inquiry.deadline,
        is_past_deadline=inquiry.deadline < local_day(at),
        inquiry=inquiry_facts(session, letter, inquiry),
        initiatives=initiatives_of(session, party, on=local_day(at)) if party else (),
    )


def _with_addressee(session: Session, letter: LetterOrder, facts: LetterFacts, at: datetime) -> LetterFacts:
    party = None if letter.recipient is Recipient.BODY else asked_party(session, letter)
    council = named(session, party) if party else found_in_directory(session, letter.party, on=local_day(at))
    invitation = live_invitation(session, letter) if letter.recipient is Recipient.CONTACT else None
    body_code = council.body_code if council else None
    return replace(
        facts,
        addresses=addresses_of(session, letter.recipient, body_code, invitation, facts.office),
        council=council,
        invitation=claim_of(invitation),
    )


def _with_texts(session: Session, letter: LetterOrder, facts: LetterFacts) -> LetterFacts:
    number = _version_of(session, letter)
    if number is None:
        return facts
    kind = kind_of(session.get_one(Cycle, letter.cycle_id).definition)
    return replace(facts, texts=texts_of(session, letter.cycle_id, number, kind.parts))


def _version_of(session: Session, letter: LetterOrder) -> int | None:
    match letter.kind:
        case LetterKind.REQUEST:
            return session.get_one(Round, (letter.cycle_id, letter.round)).version
        case LetterKind.HEARING_REQUEST:
            return session.get_one(Inquiry, (letter.cycle_id, letter.inquiry)).version
        case LetterKind.PUBLICATION:
            return newest_version(session, letter.cycle_id)
    return None


def office_of(session: Session, region_code: str) -> Office:
    """Return the region's secretariat as letters name it.

    Raises:
        NoSecretariatContact: nobody has said who it is.
    """
    contact = secretariat_of(session, region_code)
    return Office(contact.body_name, contact.name, contact.mailbox, contact.phone, contact.website)
