"""Recording how initiatives are getting on, as their owners tell in a status round."""

from typing import Final

from sqlalchemy import bindparam
from sqlmodel import col, select

from activities.recording.asked import addressee, answered, inquiry_of
from activities.recording.desk import clear_desk
from activities.recording.matter import Matter, Refused
from models.tables import Initiative, Inquiry, InquiryParty, StatusReport, TaskKind
from request_types import InitiativeStatus, StatusReportPayload
from workflows.contracts.requests import Recorded
from workflows.rules.inquiries import InquiryKind, is_late

CLOSED = "Statusrunden er lukket. Ring til sekretariatet, hvis der er nyt om jeres indsatser."

_OWNED: Final = select(Initiative).where(
    Initiative.cycle_id == bindparam("cycle"),
    col(Initiative.owner_code).in_(bindparam("owners", expanding=True)),
)


def record_status_report(matter: Matter) -> Recorded:
    """Record a body's report on its initiatives; until the round closes the newest one counts."""
    report = matter.payload(StatusReportPayload)
    inquiry = inquiry_of(matter, InquiryKind.STATUS_ROUND)
    if inquiry.closed_at is not None:
        raise Refused(CLOSED)
    party = addressee(matter, inquiry, matter.request.party)
    initiatives = _initiatives(matter, party)
    if unknown := [each.initiative for each in report.initiatives if each.initiative not in initiatives]:
        raise Refused(f"Indsats nr. {unknown[0]} er ikke jeres i dette forløb.")
    for status in report.initiatives:
        _report(matter, inquiry, initiatives[status.initiative], status, report.reported_by)
    clear_desk(matter, TaskKind.STATUS_SILENT, party=party.code)
    _enter(matter, report)
    return answered(matter, [party], is_late=is_late(matter.today, inquiry.deadline))


def _initiatives(matter: Matter, party: InquiryParty) -> dict[int, Initiative]:
    mine = {"cycle": matter.cycle.id, "owners": [party.code, party.body_code]}
    return {initiative.number: initiative for initiative in matter.session.exec(_OWNED, params=mine)}


def _report(
    matter: Matter, inquiry: Inquiry, initiative: Initiative, status: InitiativeStatus, reported_by: str
) -> None:
    assert initiative.id is not None
    matter.session.add(
        StatusReport(
            request_id=matter.number,
            cycle_id=matter.cycle.id,
            slug=inquiry.slug,
            initiative_id=initiative.id,
            owner_code=initiative.owner_code,
            progress=status.progress,
            note=status.note,
            reported_by=reported_by,
            recorded_at=matter.at,
        )
    )
    initiative.progress = status.progress
    matter.session.add(initiative)


def _enter(matter: Matter, report: StatusReportPayload) -> None:
    statuses = ",".join(f"{each.initiative}:{each.progress.value}" for each in report.initiatives)
    notes = {f"note_{each.initiative}": each.note for each in report.initiatives}
    matter.enter({"statuses": statuses}, {**notes, "reported_by": report.reported_by})
