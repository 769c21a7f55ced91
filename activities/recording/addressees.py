"""The addressees of an inquiry: who is asked, and how they are written down."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from sqlmodel import Session, col, select

from activities.recording.initiatives import ownerless
from models import register
from models.directory import PartyBody, mailboxes_of, party_bodies
from models.directory.bodies import as_party, exists, heir_of
from models.register.chain import Fact
from models.store.insert_or_ignore import insert_all_or_ignore, insert_or_ignore
from models.tables import Body, Cycle, DeskTask, Initiative, Inquiry, InquiryParty, Invitation, TaskKind
from workflows.rules.follow_up import Progress
from workflows.rules.inquiries import InquiryKind
from workflows.rules.kinds import AgreementKind, PartySelector


def addressees_of(
    session: Session, cycle: Cycle, kind: AgreementKind, asked: InquiryKind, *, at: datetime, today: date
) -> tuple[PartyBody, ...]:
    """Return whom an inquiry asks on the local date `today`, nobody twice; `at` (UTC) is the same moment."""
    match asked:
        case InquiryKind.HEARING:
            found = _selected(session, cycle, kind.hearing.parties if kind.hearing else (), today)
        case InquiryKind.CONTACT_ROUND:
            found = _selected(session, cycle, (stage.parties for stage in kind.stages), today)
        case InquiryKind.STATUS_ROUND:
            found = _owners(session, cycle, at, today)
    return tuple({party.code: party for party in found}.values())


def freeze_addressees(session: Session, inquiry: Inquiry, parties: Sequence[PartyBody], *, at: datetime) -> None:
    """Write the addressees down with their invitations; one without a contact is laid on the desk. `at` is UTC."""
    mailboxes = mailboxes_of(session, (party.body_code for party in parties))
    session.add_all([_row(inquiry, party, position) for position, party in enumerate(parties)])
    session.flush()
    reached = [(party.code, mailboxes[party.body_code]) for party in parties if party.body_code in mailboxes]
    insert_all_or_ignore(session, [_invitation(inquiry, code, mailbox) for code, mailbox in reached])
    unreached = [party.code for party in parties if party.body_code not in mailboxes]
    insert_all_or_ignore(session, [inquiry_task(inquiry, TaskKind.UNDELIVERABLE, code, at) for code in unreached])


def inquiry_task(inquiry: Inquiry, kind: TaskKind, party: str, at: datetime, *, about: str = "") -> DeskTask:
    """Return a task about an addressee of an inquiry; `about` tells several of one kind apart. `at` is UTC."""
    return DeskTask(
        key=f"{kind.name.lower()}/{inquiry.cycle_id}/{inquiry.slug}/{party}{about}",
        kind=kind,
        cycle_id=inquiry.cycle_id,
        inquiry=inquiry.slug,
        party=party,
        opened_at=at,
    )


def _selected(
    session: Session, cycle: Cycle, selectors: Iterable[PartySelector], today: date
) -> Iterator[PartyBody]:
    for selector in selectors:
        yield from party_bodies(
            session,
            region_code=cycle.region_code,
            selector=selector,
            on=today,
            chosen=cycle.chosen_parties,
        )


def _owners(session: Session, cycle: Cycle, at: datetime, today: date) -> Iterator[PartyBody]:
    joined = select(Initiative, Body).join(Body, col(Body.code) == Initiative.owner_code)
    initiatives = joined.where(
        Initiative.cycle_id == cycle.id,
        col(Initiative.progress).not_in([each for each in Progress if each.is_final]),
    )
    for initiative, owner in session.exec(initiatives.order_by(col(Initiative.number))).all():
        if living := _living_owner(session, initiative, owner, at, today):
            yield as_party(session, living)


def _living_owner(session: Session, initiative: Initiative, owner: Body, at: datetime, today: date) -> Body | None:
    if exists(owner, on=today):
        return owner
    heir = heir_of(session, owner.code, on=today)
    if heir is None:
        insert_or_ignore(session, ownerless(initiative, at))
        return None
    facts: dict[str, Fact] = {"initiative": initiative.number, "old_owner": owner.code, "new_owner": heir.code}
    initiative.owner_code = heir.code
    session.add(initiative)
    register.append(session, kind="owner_followed", cycle_id=initiative.cycle_id, facts=facts, texts={}, at=at)
    return heir


def _row(inquiry: Inquiry, party: PartyBody, position: int) -> InquiryParty:
    return InquiryParty(
        cycle_id=inquiry.cycle_id,
        slug=inquiry.slug,
        code=party.code,
        body_code=party.body_code,
        name=party.name,
        title=party.title,
        position=position,
    )


def _invitation(inquiry: Inquiry, party: str, mailbox: str) -> Invitation:
    return Invitation(cycle_id=inquiry.cycle_id, round=0, inquiry=inquiry.slug, party=party, mailbox=mailbox)
