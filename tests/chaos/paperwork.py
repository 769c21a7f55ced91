"""The forms that clerks fill in during a trial."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle
from random import Random

from tests.chaos.town import TODAY, Council

FINAL = {
    "outcome": "approved",
    "decided_by": "council",
    "meeting_date": TODAY.isoformat(),
    "agenda_item": "7",
    "decision_text": "Indstillingen blev godkendt.",
    "reported_by": "Rådssekretariatet",
}


@dataclass(frozen=True)
class Form:
    """A form that a clerk fills in: whose, its nonce, and what was typed."""

    council: Council
    nonce: str
    typed: dict[str, str]


def plans(councils: Sequence[Council], numbers: range, random: Random) -> list[Form]:
    """Return forms, numbered so, in which councils tell when they will meet, each council's in turn."""
    days = cycle(range(7, 110))
    forms = [
        Form(council, f"plan-{number}", _plan(next(days)))
        for number, council in zip(numbers, cycle(councils), strict=False)
    ]
    random.shuffle(forms)
    return forms


def finals(councils: Sequence[Council]) -> list[Form]:
    """Return the form in which each council approves."""
    return [Form(council, "endelig", FINAL) for council in councils]


def _plan(days: int) -> dict[str, str]:
    day = TODAY + timedelta(days=days)
    return {
        "planned_meeting_date": day.isoformat(),
        "contact_confirmed": "on",
        "reported_by": "Rådssekretariatet",
    }
