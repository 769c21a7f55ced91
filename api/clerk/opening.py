"""The opening page of a council's link: who asks what by when, and what the council does next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from fastapi.responses import Response

from api.clerk.fields import PLAN_DAYS, blank_values, last_plan
from api.clerk.links import why_closed
from api.dependencies import Dependencies
from api.documents.case_kit import case_kit
from api.forms.posted import fresh_nonce
from api.links import SignedLink
from api.pages import page
from api.wording.reports import DECIDERS, OUTCOMES
from models.inbox.receipts import ReceiptView
from models.queries.links.clerk import ClerkPage, clerk_page
from models.queries.links.council_side import CouncilSide, council_side
from request_types.faults import Fault
from workflows.rules.calendar.danish import danish_weekday_date
from workflows.rules.council.meetings import MeetingLevel
from workflows.rules.council.standing import Position
from workflows.rules.requests import RequestKind

_DONE: Final = {
    Position.COUNTS: "I er færdige. Rådets godkendelse er registreret og tæller.",
    Position.BLOCKING: "Rådets nej er registreret. Sekretariatet tager kontakt; I skal ikke gøre mere nu.",
    Position.DOUBTFUL: "Sekretariatet afklarer, om beslutningen tæller. I hører fra dem.",
    Position.FROZEN: "Der er gjort indsigelse mod indberetningen. Sekretariatet afklarer den med jer.",
}
CONFIRM: Final = "Bekræft, at vi skriver til de rigtige, og skriv, hvornår sagen behandles. Det tager to minutter."
DECIDE: Final = "Indberet, hvad rådet besluttede, når mødet er holdt. Det tager få minutter."
RECEIVED: Final = "Jeres indberetning er modtaget og bliver registreret om et øjeblik."
NONE: Final = "I skal ikke gøre noget."
ANEW: Final = "I er spurgt igen om en ny tekst. Brug linket i den nyeste mail; her kan I se, hvad der gik forud."
LEVELS = {
    "committee_date": ("Fagudvalgets møde", MeetingLevel.COMMITTEE),
    "finance_committee_date": ("Økonomiudvalgets møde", MeetingLevel.FINANCE_COMMITTEE),
    "planned_meeting_date": ("Rådets møde", MeetingLevel.COUNCIL),
}


@dataclass(frozen=True, slots=True)
class NextStep:
    """What comes next; `asks_contact` where contact and dates are asked before the decision."""

    sentence: str
    asks_contact: bool = False
    may_decide: bool = False


def next_step(case: ClerkPage, side: CouncilSide, *, today: date) -> NextStep:
    """Return what the council does next on the local date `today`."""
    stands = case.standing
    if case.is_asked_anew or stands.has_final_answer or not case.is_open:
        return NextStep(ANEW if case.is_asked_anew else _DONE.get(stands.position, NONE))
    if any(_waits(each, RequestKind.ANSWER) for each in case.receipts):
        return NextStep(RECEIVED)
    if stands.meeting is not None:
        return NextStep(_about(stands.meeting, today), may_decide=True)
    if stands.outcome is None and not _has_told(case, side):
        return NextStep(CONFIRM, asks_contact=True, may_decide=True)
    return NextStep(DECIDE, may_decide=True)


def _about(meeting: date, today: date) -> str:
    day = danish_weekday_date(meeting)
    if meeting > today:
        return f"Rådet behandler sagen {day}. Indberet beslutningen, når mødet er holdt."
    return f"Rådet behandlede sagen {day}. Indberet, hvad der blev besluttet."


def _has_told(case: ClerkPage, side: CouncilSide) -> bool:
    return side.is_contact_confirmed or any(_waits(each, RequestKind.PLAN) for each in case.receipts)


def _waits(receipt: ReceiptView, kind: RequestKind) -> bool:
    return receipt.kind is kind and not receipt.is_decided


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
