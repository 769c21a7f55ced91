"""What comes before and after the scene's round, as real rows: inquiries, initiatives, the authority."""

from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from models.directory import import_contacts
from models.register import append
from models.store.database import Database
from models.tables import (
    AuthorityEvent,
    Body,
    Cycle,
    HearingAnswer,
    Initiative,
    Inquiry,
    InquiryParty,
    Invitation,
    RequestResult,
    StatusReport,
)
from tests.activities.happenings import ask
from tests.activities.scene import AALBORG, CYCLE, DEADLINE, LAESOE, NOW, PARTIES
from workflows.rules.authority import AuthorityStep
from workflows.rules.course.phases import Phase
from workflows.rules.follow_up import InitiativeSource, Progress
from workflows.rules.inquiries import InquiryKind
from workflows.rules.requests import RequestKind

HEARING, CONTACT_ROUND, STATUS_ROUND = "høring", "kontaktrunde", "status-2029-1"
KINDS = {
    HEARING: InquiryKind.HEARING,
    CONTACT_ROUND: InquiryKind.CONTACT_ROUND,
    STATUS_ROUND: InquiryKind.STATUS_ROUND,
}
SSU, STEERING_GROUP = "ssu-1081", "klyngestyregruppe-1081-nord"
MORE_CONTACTS = """code,name,mailbox,main_mailbox,second_mailbox,phone,website
ssu-1081,,udvalg@rn.example,,,,
klyngestyregruppe-1081-nord,,nord@rn.example,,,,
"""


def open_inquiry(database: Database, slug: str) -> None:
    """Ask Læsø, Aalborg, the region and a steering group, until the scene's deadline."""
    assert import_contacts(database, MORE_CONTACTS).problems == ()
    with database.write() as session:
        is_hearing = KINDS[slug] is InquiryKind.HEARING
        session.add(
            Inquiry(
                cycle_id=CYCLE,
                slug=slug,
                kind=KINDS[slug],
                version=1 if is_hearing else None,
                deadline=DEADLINE,
                closes_on=DEADLINE + timedelta(days=7),
                opened_on=NOW.date(),
                opened_at=NOW,
            )
        )
        session.flush()
        _invite(session, slug)


def _invite(session: Session, slug: str) -> None:
    group = session.get_one(Body, STEERING_GROUP)
    others = [(group.code, group.short_name, group.name, "nord@rn.example")]
    for position, (code, name, title, mailbox) in enumerate([*PARTIES, *others]):
        body = group.code if code == group.code else f"raad-{code}"
        about: dict[str, Any] = {"cycle_id": CYCLE, "slug": slug, "code": code, "body_code": body}
        session.add(InquiryParty(**about, name=name, title=title, position=position))
        session.add(Invitation(cycle_id=CYCLE, round=0, inquiry=slug, party=code, mailbox=mailbox))


def reply(database: Database, slug: str, *, party: str = LAESOE, on_behalf_of: tuple[str, ...] = ()) -> int:
    """Let a party answer, for others too; return the request's number."""
    kinds = {HEARING: RequestKind.HEARING_ANSWER, CONTACT_ROUND: RequestKind.CONTACT_CHECK}
    with database.write_in_turn() as session:
        kind = kinds.get(slug, RequestKind.STATUS_REPORT)
        number = ask(session, kind, {}, party=party, inquiry=slug)
        entry = append(session, kind="reply", cycle_id=CYCLE, facts={}, texts={}, at=NOW).seq
        session.add(RequestResult(request_id=number, is_recorded=True, entry=entry, outcome={}, decided_at=NOW))
        for code in (party, *on_behalf_of):
            session.get_one(InquiryParty, (CYCLE, slug, code)).answered_by = number
    return number


def hearing_answer(database: Database, request: int, **more: Any) -> None:
    """Put down what a hearing answer said."""
    with database.write() as session:
        said: dict[str, Any] = {
            "text": "Vi savner et afsnit om øerne.",
            "on_behalf_of": [],
            "reported_by": "Kansli",
        } | more
        about: dict[str, Any] = {"request_id": request, "cycle_id": CYCLE, "slug": HEARING, "party": LAESOE}
        session.add(HearingAnswer(**about, **said, entry=1, recorded_at=NOW))


def status_report(database: Database, request: int, initiatives: int) -> None:
    """Put down that a status report told of the first initiatives."""
    with database.write() as session:
        about: dict[str, Any] = {"request_id": request, "cycle_id": CYCLE, "slug": STATUS_ROUND}
        for number in range(1, initiatives + 1):
            told: dict[str, Any] = {"initiative_id": number, "owner_code": LAESOE, "reported_by": "Kansli"}
            session.add(StatusReport(**about, **told, progress=Progress.UNDER_WAY, recorded_at=NOW))


def begin(
    database: Database,
    title: str,
    *,
    owner: str = LAESOE,
    progress: Progress = Progress.UNDER_WAY,
    number: int = 1,
) -> None:
    """Put down an initiative."""
    with database.write() as session:
        session.add(
            Initiative(
                cycle_id=CYCLE,
                number=number,
                title=title,
                owner_code=owner,
                source=InitiativeSource.AGREEMENT,
                progress=progress,
                request_id=ask(session, RequestKind.INITIATIVE, {}),
                recorded_at=NOW,
            )
        )


def hear_of(database: Database, step: AuthorityStep, *, on: date) -> None:
    """Put down a step of the correspondence with the authority."""
    with database.write() as session:
        number = ask(session, RequestKind.AUTHORITY, {}, party=AALBORG)
        session.add(AuthorityEvent(request_id=number, cycle_id=CYCLE, step=step, happened_on=on, recorded_at=NOW))


def enter(database: Database, phase: Phase, *, adoption_on: date | None = None) -> None:
    """Let the cycle be in a phase."""
    with database.write() as session:
        cycle = session.get_one(Cycle, CYCLE)
        cycle.phase, cycle.adoption_on = phase, adoption_on
