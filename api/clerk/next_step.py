"""What a council does next, in one sentence: the answer to "what do you want of me?"."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from models.inbox.receipts import ReceiptView
from models.queries.links.clerk import ClerkPage
from models.queries.links.council_side import CouncilSide
from workflows.rules.calendar.danish import danish_weekday_date
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
