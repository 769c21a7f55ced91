"""The opening page of a council's link: who asks what by when, and what comes next."""

from collections.abc import Iterable

from fastapi.responses import Response

from api.clerk.fields import PLAN_DAYS, blank_values, last_plan
from api.clerk.links import why_closed
from api.clerk.next_step import next_step
from api.dependencies import Dependencies
from api.documents.case_kit import case_kit
from api.forms.posted import fresh_nonce
from api.links import SignedLink
from api.pages import page
from api.wording.reports import DECIDERS, OUTCOMES
from models.queries.links.clerk import ClerkPage, clerk_page
from models.queries.links.council_side import council_side
from request_types.faults import Fault
from workflows.rules.council.meetings import MeetingLevel

LEVELS = {
    "committee_date": ("Fagudvalgets møde", MeetingLevel.COMMITTEE),
    "finance_committee_date": ("Økonomiudvalgets møde", MeetingLevel.FINANCE_COMMITTEE),
    "planned_meeting_date": ("Rådets møde", MeetingLevel.COUNCIL),
}


def show_case(
    link: SignedLink,
    deps: Dependencies,
    values: dict[str, str] | None = None,
    faults: Iterable[Fault] = (),
) -> Response:
    """Show the case; `values` are what was typed of the meetings, where something is wrong with that."""
    wrong = tuple(faults)
    with deps.database.read() as session:
        case = clerk_page(session, link.invitation)
        side = council_side(session, link.invitation, case, today=deps.today)
    may_correct = case.is_open or case.takes_corrections
    return page(
        "clerk.html",
        status=422 if wrong else 200,
        case=case,
        side=side,
        home=link.path,
        values=values or _told_before(case),
        faults=wrong,
        next=next_step(case, side, today=deps.today),
        levels=LEVELS,
        why_closed=why_closed(case),
        may_correct=may_correct and case.standing.has_final_answer,
        nonce=fresh_nonce(),
        kit=case_kit(case, side),
        outcomes=OUTCOMES,
        deciders=DECIDERS,
    )


def _told_before(case: ClerkPage) -> dict[str, str]:
    """Return the meetings as the council told of them last, for mending them."""
    last = last_plan(case)
    known = {name: str(last.payload.get(name) or "") for name in PLAN_DAYS} if last else {}
    return (
        blank_values() | known | {"contact_confirmed": "ja" if last and last.payload["contact_confirmed"] else ""}
    )
