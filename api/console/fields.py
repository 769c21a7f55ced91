"""The office's forms: which fields each action has, and how each field is called."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from workflows.rules.letters import LetterKind
from workflows.rules.outcomes import DecidedBy, Outcome
from workflows.rules.requests import RequestKind


class Sort(StrEnum):
    """How a field is typed."""

    LINE = "text"
    AREA = "area"
    DAY = "date"
    MAIL = "email"
    FILE = "file"
    CHOICE = "choice"
    BOX = "box"


@dataclass(frozen=True, slots=True)
class Field:
    """A field; `options` are a choice's codes and words."""

    label: str
    sort: Sort = Sort.LINE
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()


_FILES: Final = "PDF, Word (.docx) eller OpenDocument (.odt), højst 20 MB."
FIELDS: Final = {
    "outcome": Field("Udfald", Sort.CHOICE, options=tuple((each.value, each.danish) for each in Outcome)),
    "decided_by": Field(
        "Besluttet af", Sort.CHOICE, options=tuple((each.value, each.danish) for each in DecidedBy)
    ),
    "meeting_date": Field("Mødets dato", Sort.DAY),
    "agenda_item": Field("Punkt på dagsordenen"),
    "case_number": Field("Rådets sagsnummer (valgfrit)"),
    "decision_text": Field("Beslutningen, ord for ord", Sort.AREA),
    "remarks": Field("Bemærkninger til SSU (valgfrit)", Sort.AREA),
    "next_meeting_date": Field("Ny mødedato, hvis udsat (valgfrit)", Sort.DAY),
    "minutes_url": Field("Link til referatet (valgfrit)"),
    "minutes_file": Field("Referat (valgfrit)", Sort.FILE, _FILES),
    "evidence_file": Field("Rådets svar, for eksempel mailen som PDF (valgfrit)", Sort.FILE, _FILES),
    "is_closed_item": Field("Lukket punkt", Sort.BOX),
    "reported_by": Field("Hvem har oplyst det?", hint="Navn og stilling hos rådet."),
    "planned_meeting_date": Field("Rådets møde", Sort.DAY),
    "committee_date": Field("Fagudvalgets møde (valgfrit)", Sort.DAY),
    "finance_committee_date": Field("Økonomiudvalgets møde (valgfrit)", Sort.DAY),
    "contact_confirmed": Field("Kontakten er bekræftet", Sort.BOX),
    "counts": Field(
        "Tæller beslutningen?",
        Sort.CHOICE,
        options=(("true", "Ja, den tæller"), ("false", "Nej, rådet afventes igen")),
    ),
    "reason": Field("Begrundelse", Sort.AREA),
    "mailbox": Field("Ny mailadresse", Sort.MAIL, "En funktionspostkasse, ikke en person."),
    "kind": Field(
        "Brevets art",
        Sort.CHOICE,
        options=tuple((each.value, each.danish) for each in (LetterKind.CLARIFICATION, LetterKind.ESCALATION)),
    ),
    "subject": Field("Emne"),
    "body": Field("Brevets tekst", Sort.AREA, "Hilsen, link og kontakt sættes på af sig selv."),
    "deadline": Field("Ny frist", Sort.DAY),
    "confirmed_on": Field("SSU's møde", Sort.DAY),
    "note": Field("Bemærkning (valgfrit)"),
}
FORMS: Final[dict[RequestKind, tuple[str, ...]]] = {
    RequestKind.ANSWER: (
        "outcome",
        "decided_by",
        "meeting_date",
        "agenda_item",
        "decision_text",
        "remarks",
        "next_meeting_date",
        "case_number",
        "minutes_url",
        "minutes_file",
        "evidence_file",
        "is_closed_item",
        "reported_by",
    ),
    RequestKind.PLAN: ("planned_meeting_date", "committee_date", "finance_committee_date", "contact_confirmed"),
    RequestKind.RULING: ("counts", "reason"),
    RequestKind.PROTEST: ("reason",),
    RequestKind.CONTACT: ("mailbox", "reason"),
    RequestKind.NEW_LINK: ("reason",),
    RequestKind.LETTER: ("kind", "subject", "body"),
    RequestKind.REOPEN: ("reason",),
    RequestKind.CHECK: (),
    RequestKind.RELEASE: (),
    RequestKind.DEADLINE: ("deadline", "reason"),
    RequestKind.CLOSE_ROUND: ("reason", "minutes_file"),
    RequestKind.CONFIRM: ("confirmed_on",),
    RequestKind.CANCEL: ("reason",),
    RequestKind.TASK_DONE: ("note",),
}
HIDDEN: Final = ("party", "round", "decision", "task", "corrects", "version")
FILES: Final = {"minutes_file": "minutes_sha256", "evidence_file": "evidence_sha256"}
FILE_OF: Final = {digest: name for name, digest in FILES.items()}
