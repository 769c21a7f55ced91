"""What a status round brings."""

from typing import Final

from sqlalchemy import bindparam
from sqlmodel import col, select

from activities.handling.context import Refused, RequestContext
from activities.handling.registry import handles
from activities.requests.desk import clear_desk
from activities.requests.inquiries import addressee, answered, inquiry_of
from models.tables import Initiative, Inquiry, InquiryParty, StatusReport, TaskKind
from request_types.inquiries import STATUS_REPORT, InitiativeStatus, StatusReportPayload
from workflows.contracts.requests import Recorded
from workflows.rules.inquiries import InquiryKind, is_late

CLOSED = "Statusrunden er lukket. Ring til sekretariatet, hvis der er nyt om jeres indsatser."


_OWNED: Final = select(Initiative).where(
    Initiative.cycle_id == bindparam("cycle"),
    col(Initiative.owner_code).in_(bindparam("owners", expanding=True)),
)


@handles(STATUS_REPORT)
def handle_status_report(context: RequestContext, report: StatusReportPayload) -> Recorded:
    """Record a body's report on its initiatives; until the round closes the newest one counts."""
    inquiry = inquiry_of(context, InquiryKind.STATUS_ROUND)
    if inquiry.closed_at is not None:
        raise Refused(CLOSED)
    party = addressee(context, inquiry, context.request.party)
    initiatives = _initiatives(context, party)
    if unknown := [each.initiative for each in report.initiatives if each.initiative not in initiatives]:
        raise Refused(f"Indsats nr. {unknown[0]} er ikke jeres i dette forløb.")
    for status in report.initiatives:
        _report(context, inquiry, initiatives[status.initiative], status, report.reported_by)
    clear_desk(context, TaskKind.STATUS_SILENT, party=party.code)
    _enter(context, report)
    return answered(context, [party], is_late=is_late(context.today, inquiry.deadline))


def _initiatives(context: RequestContext, party: InquiryParty) -> dict[int, Initiative]:
    mine = {"cycle": context.cycle.id, "owners": [party.code, party.body_code]}
    return {initiative.number: initiative for initiative in context.session.exec(_OWNED, params=mine)}


def _report(
    context: RequestContext, inquiry: Inquiry, initiative: Initiative, status: InitiativeStatus, reported_by: str
) -> None:
    assert initiative.id is not None
    context.session.add(
        StatusReport(
            request_id=context.number,
            cycle_id=context.cycle.id,
            slug=inquiry.slug,
            initiative_id=initiative.id,
            owner_code=initiative.owner_code,
            progress=status.progress,
            note=status.note,
            reported_by=reported_by,
            recorded_at=context.at,
        )
    )
    initiative.progress = status.progress
    context.session.add(initiative)


def _enter(context: RequestContext, report: StatusReportPayload) -> None:
    statuses = ",".join(f"{each.initiative}:{each.progress.value}" for each in report.initiatives)
    notes = {f"note_{each.initiative}": each.note for each in report.initiatives}
    context.enter({"statuses": statuses}, {**notes, "reported_by": report.reported_by})
