"""What an inquiry's link shows: what is asked of a body, and what it has told already."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from models.directory import ContactFacts, known_secretariat
from models.inbox.receipts import ReceiptView, receipts_of_maker
from models.meetings import meetings_of_bodies
from models.queries.cycle.follow_up import InitiativeLine, initiatives_of_cycle
from models.queries.cycle.hearing import AnswerLine, hearing_answers
from models.queries.documents.texts import PartLine, parts_of_version
from models.queries.links.invitations import InvitationFacts
from models.tables import Contact, Cycle, Inquiry, InquiryParty, Version
from workflows.rules.course.phases import Phase
from workflows.rules.inquiries import InquiryKind, is_late


@dataclass(frozen=True, slots=True)
class InquiryCase:
    """A body's part in an inquiry; dates are local, `closed_at` is UTC."""

    cycle_id: str
    title: str
    phase: Phase
    is_example: bool
    slug: str
    kind: InquiryKind
    version: int | None
    deadline: date
    closed_at: datetime | None
    party: str
    party_name: str
    authority: str
    body_code: str
    receipts: tuple[ReceiptView, ...]
    secretariat: ContactFacts | None

    @property
    def is_open(self) -> bool:
        """Tell whether the body may answer: a hearing takes late answers for as long as its cycle runs."""
        takes_answers = self.kind is InquiryKind.HEARING or self.closed_at is None
        return takes_answers and not self.phase.is_final

    def is_late(self, today: date) -> bool:
        """Tell whether an answer of the local date `today` is marked as late."""
        return self.closed_at is not None or is_late(today, self.deadline)


@dataclass(frozen=True, slots=True)
class HearingSide:
    """What a hearing shows: the draft, whom a joint answer may speak for, and the body's own answers."""

    version_label: str
    documents: tuple[PartLine, ...]
    others: tuple[tuple[str, str], ...]
    answers: tuple[AnswerLine, ...]


@dataclass(frozen=True, slots=True)
class ContactSide:
    """What a contact round shows: the registered mailbox, and the known meetings from today on by level."""

    mailbox: str
    meetings: dict[str, tuple[date, ...]]


def inquiry_case(session: Session, invitation: InvitationFacts) -> InquiryCase:
    """Return what an invitation asks of its body."""
    cycle, inquiry, party = _rows(session, invitation)
    return InquiryCase(
        cycle_id=cycle.id,
        title=cycle.title,
        phase=cycle.phase,
        is_example=cycle.is_example,
        slug=inquiry.slug,
        kind=inquiry.kind,
        version=inquiry.version,
        deadline=inquiry.deadline,
        closed_at=inquiry.closed_at,
        party=party.code,
        party_name=party.name,
        authority=party.title,
        body_code=party.body_code,
        receipts=receipts_of_maker(session, f"link:{invitation.id}"),
        secretariat=known_secretariat(session, cycle.region_code),
    )


def hearing_side(session: Session, case: InquiryCase) -> HearingSide:
    """Return what the hearing's form shows."""
    cycle = session.get_one(Cycle, case.cycle_id)
    query = select(Version).where(Version.cycle_id == case.cycle_id, Version.number == case.version)
    version = session.exec(query).first()
    others = session.exec(
        select(InquiryParty.code, InquiryParty.title)
        .where(InquiryParty.cycle_id == case.cycle_id, InquiryParty.slug == case.slug)
        .where(InquiryParty.code != case.party)
        .order_by(col(InquiryParty.position))
    ).all()
    answers = hearing_answers(session, case.cycle_id)
    mine = tuple(each for each in reversed(answers) if (each.slug, each.party) == (case.slug, case.party))
    documents = parts_of_version(session, cycle, version) if version else ()
    return HearingSide(version.label if version else "", documents, tuple((*row,) for row in others), mine)


def contact_side(session: Session, case: InquiryCase, *, today: date) -> ContactSide:
    """Return what the contact round's form shows on the local date `today`."""
    contact = session.get(Contact, case.body_code)
    meetings: dict[str, tuple[date, ...]] = {}
    for known in meetings_of_bodies(session, [case.body_code]).get(case.body_code, ()):
        if known.held_on >= today:
            meetings[known.level] = (*meetings.get(known.level, ()), known.held_on)
    return ContactSide(contact.mailbox if contact else "", meetings)


def _rows(session: Session, invitation: InvitationFacts) -> tuple[Cycle, Inquiry, InquiryParty]:
    query = (
        select(Cycle, Inquiry, InquiryParty)
        .join(Inquiry, col(Inquiry.cycle_id) == Cycle.id)
        .join(
            InquiryParty,
            (col(InquiryParty.cycle_id) == Inquiry.cycle_id) & (col(InquiryParty.slug) == Inquiry.slug),
        )
        .where(Cycle.id == invitation.cycle_id, Inquiry.slug == invitation.inquiry)
        .where(InquiryParty.code == invitation.party)
    )
    return session.exec(query).one()


def asked_initiatives(session: Session, case: InquiryCase) -> tuple[InitiativeLine, ...]:
    """Return the initiatives that a status round asks a body about.

    Those are the open ones that it owns, and those that it told the end of in this round, so that a slip can be
    put right.
    """
    return tuple(
        each
        for each in initiatives_of_cycle(session, case.cycle_id)
        if each.owner_code in {case.party, case.body_code}
        and (each.is_open or any(told.slug == case.slug for told in each.reports))
    )
