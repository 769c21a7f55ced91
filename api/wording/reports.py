"""What every choice that a council reports means, in one sentence each, and how its report is read back."""

from datetime import date
from typing import Final

from models.inbox.receipts import ReceiptView
from request_types import Payload
from request_types.answers import AnswerPayload, PlanPayload
from workflows.rules.calendar.danish import danish_date
from workflows.rules.council.outcomes import DecidedBy, Outcome, as_stored, needs_ruling
from workflows.rules.requests import RequestKind

OUTCOMES: Final = {
    Outcome.APPROVED: ("Godkendt", "Rådet har sagt ja til aftalen, som den er."),
    Outcome.APPROVED_WITH_REMARKS: (
        "Godkendt med bemærkninger",
        "Rådet har sagt ja; bemærkningerne sendes videre af sekretariatet, men ændrer ikke teksten.",
    ),
    Outcome.APPROVED_CONDITIONALLY: (
        "Godkendt under forudsætning eller med ændring",
        "Rådet har sagt ja, hvis noget er opfyldt; sekretariatet afklarer, om det tæller som en godkendelse.",
    ),
    Outcome.REJECTED: ("Ikke godkendt", "Rådet har sagt nej; sekretariatet tager kontakt, før der sker mere."),
    Outcome.POSTPONED: ("Udsat", "Rådet tager sagen op på et senere møde, også hvis datoen ikke kendes endnu."),
    Outcome.RETURNED: ("Sendt tilbage", "Rådet har sendt sagen tilbage til udvalg eller forvaltning."),
    Outcome.WITHDRAWN: ("Taget af dagsordenen", "Sagen blev ikke behandlet på mødet."),
    Outcome.NOTED: (
        "Taget til efterretning",
        "Det er ikke en godkendelse: rådet har hørt om aftalen, men ikke sagt ja eller nej.",
    ),
    Outcome.RECOMMENDED: (
        "Anbefales (kun udvalg)",
        "Det er ikke en godkendelse: et udvalg anbefaler, og rådet skal stadig beslutte.",
    ),
}
DECIDERS: Final = {
    DecidedBy.COUNCIL: ("Rådet selv", "Kommunalbestyrelsen, byrådet, Borgerrepræsentationen eller regionsrådet."),
    DecidedBy.CHAIR: (
        "Borgmesteren eller formanden på rådets vegne",
        "Styrelseslovens § 31; sekretariatet afklarer, om det tæller.",
    ),
    DecidedBy.FINANCE_COMMITTEE: (
        "Økonomiudvalget eller forretningsudvalget",
        "Registreres som en anbefaling; vi venter stadig på rådet.",
    ),
    DecidedBy.COMMITTEE: ("Et andet udvalg", "Registreres som en anbefaling; vi venter stadig på rådet."),
}
NEEDS_RULING: Final = "Sekretariatet afklarer, om beslutningen tæller. I hører fra dem."
LABELS: Final = {
    "outcome": "Udfald",
    "decided_by": "Besluttet af",
    "meeting_date": "Mødets dato",
    "agenda_item": "Punkt",
    "case_number": "Sagsnr.",
    "decision_text": "Beslutning",
    "remarks": "Bemærkninger",
    "next_meeting_date": "Ny mødedato",
    "minutes_url": "Link til referatet",
    "minutes_sha256": "Kopi af referatet",
    "planned_meeting_date": "Rådets møde",
    "committee_date": "Fagudvalgets møde",
    "finance_committee_date": "Økonomiudvalgets møde",
    "contact_confirmed": "Rigtig kontakt",
    "is_closed_item": "Lukket punkt",
    "reported_by": "Indberettet af",
}


def reported(receipt: ReceiptView) -> list[tuple[str, str]]:
    """Return what was reported as labels and values, in the order of the form, empty fields left out."""
    shape = AnswerPayload if receipt.kind is RequestKind.ANSWER else PlanPayload
    return [(label, value) for _, label, value in told_lines(shape.model_validate(receipt.payload))]


def told_lines(payload: Payload) -> list[tuple[str, str, str]]:
    """Return what a council tells as names, labels and values, in the order of the form, empty fields left out."""
    values = ((name, label, getattr(payload, name, None)) for name, label in LABELS.items())
    shown = ((name, label, _shown(value)) for name, label, value in values if value)
    return [(name, label, f"SHA-256 {text}" if name == "minutes_sha256" else text) for name, label, text in shown]


def meaning(outcome: Outcome, decided_by: DecidedBy) -> str:
    """Return what an outcome means, given who decided."""
    if as_stored(outcome, decided_by) is Outcome.RECOMMENDED:
        return OUTCOMES[Outcome.RECOMMENDED][1]
    return NEEDS_RULING if needs_ruling(outcome, decided_by) else OUTCOMES[outcome][1]


def _shown(value: object) -> str:
    match value:
        case Outcome():
            return OUTCOMES[value][0]
        case DecidedBy():
            return DECIDERS[value][0]
        case date():
            return danish_date(value)
        case True:
            return "ja"
    return str(value)
