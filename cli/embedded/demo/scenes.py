"""What happens in the two imagined cycles; all dates count from today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

REASON: Final = "Tænkt eksempel: forløbet vises for at lære systemet at kende."
APPROVING: Final = (
    *("Favrskov", "Hedensted", "Herning", "Holstebro", "Horsens", "Ikast-Brande", "Norddjurs"),
    *("Odder", "Randers", "Silkeborg", "Skanderborg", "Skive", "Syddjurs", "Aarhus"),
)


@dataclass(frozen=True, slots=True)
class Scene:
    """A cycle to start, what its clerks then post, and council meetings that are known, by the council's name."""

    cycle: Mapping[str, Any]
    answers: Mapping[str, Mapping[str, str]]
    meetings: Mapping[str, date]


def just_sent_out(today: date) -> Scene:
    """Return Nordjylland: twelve mails wait to be clicked."""
    return Scene(_cycle("Nordjylland", today + timedelta(days=56)), answers={}, meetings={})


def lived_in(today: date) -> Scene:
    """Return Midtjylland: most have approved, and everything else that happens has happened once."""
    opened_on = today - timedelta(days=40)
    cycle = _cycle("Midtjylland", today + timedelta(days=21)) | {"approval_opened_on": opened_on.isoformat()}
    answers: dict[str, dict[str, str]] = {
        name: _approval(name, today - timedelta(days=4 + 2 * number)) for number, name in enumerate(APPROVING)
    }
    answers["Silkeborg"] |= {
        "outcome": "approved_with_remarks",
        "remarks": "Byrådet lægger vægt på, at økonomien følger med opgaverne.",
    }
    answers["Struer"] = _postponed(today)
    answers["Samsø"] = _noted(today)
    answers["Viborg"] = _planned(today + timedelta(days=9))
    answers["Regionsrådet"] = _planned(today + timedelta(days=16))
    # Lemvig has met, and says nothing
    return Scene(cycle, answers, meetings={"Lemvig": today - timedelta(days=14)})


def _cycle(region: str, deadline: date) -> dict[str, Any]:
    return {
        "kind": "sundhedsaftale",
        "region": region,
        "title": "Sundhedsaftalen 2028-2031",
        "period_start": "2028-01-01",
        "period_end": "2031-12-31",
        "approval_deadline": deadline.isoformat(),
        "start_phase": "godkendelse",
        "out_of_basis_reason": REASON,
        "is_example": True,
    }


def _approval(name: str, meeting: date) -> dict[str, str]:
    return {
        "outcome": "approved",
        "decided_by": "council",
        "meeting_date": meeting.isoformat(),
        "agenda_item": str(4 + len(name)),
        "decision_text": "Indstillingen blev godkendt.",
        "reported_by": "Byrådssekretariatet",
    }


def _postponed(today: date) -> dict[str, str]:
    return _approval("Struer", today - timedelta(days=6)) | {
        "outcome": "postponed",
        "decision_text": "Sagen udsættes til næste møde.",
        "next_meeting_date": (today + timedelta(days=20)).isoformat(),
    }


def _noted(today: date) -> dict[str, str]:
    return _approval("Samsø", today - timedelta(days=10)) | {
        "outcome": "noted",
        "decision_text": "Taget til efterretning.",
    }


def _planned(meeting: date) -> dict[str, str]:
    return {
        "planned_meeting_date": meeting.isoformat(),
        "contact_confirmed": "on",
        "reported_by": "Byrådssekretariatet",
    }
