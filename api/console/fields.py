"""The office's forms: how each field is called and typed."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from workflows.rules.authority import AuthorityStep
from workflows.rules.follow_up import EvaluationKind, Progress
from workflows.rules.letters import LetterKind
from workflows.rules.outcomes import DecidedBy, Outcome
from workflows.rules.remarks import RemarkVerdict
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
    LINES = "lines"
    """An area that holds a list, one entry to a line."""


Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A field; `options` are a choice's codes and words, empty where the page says what may be chosen."""

    label: str
    sort: Sort = Sort.LINE
    hint: str = ""
    options: Options = ()


class _Worded(Protocol):
    @property
    def value(self) -> str: ...

    @property
    def danish(self) -> str: ...


def _options(words: Iterable[_Worded]) -> Options:
    return tuple((each.value, each.danish) for each in words)


_FILES: Final = "PDF, Word (.docx) eller OpenDocument (.odt), højst 20 MB."
_DAYS: Final = "En dato på hver linje, for eksempel 15.12.2027."
_FIELDS: Final = {
    "outcome": Field("Udfald", Sort.CHOICE, options=_options(Outcome)),
    "decided_by": Field("Besluttet af", Sort.CHOICE, options=_options(DecidedBy)),
    "meeting_date": Field("Mødets dato", Sort.DAY),
    "agenda_item": Field("Punkt på dagsordenen"),
    "case_number": Field("Rådets sagsnummer (frivilligt)"),
    "decision_text": Field("Beslutningen, ord for ord", Sort.AREA),
    "remarks": Field("Bemærkninger til sekretariatet (frivilligt)", Sort.AREA),
    "next_meeting_date": Field("Ny mødedato, hvis udsat (frivilligt)", Sort.DAY),
    "minutes_url": Field("Link til referatet (frivilligt)"),
    "minutes_file": Field("Referat (frivilligt)", Sort.FILE, _FILES),
    "evidence_file": Field("Rådets svar, for eksempel mailen som PDF (frivilligt)", Sort.FILE, _FILES),
    "is_closed_item": Field("Lukket punkt", Sort.BOX),
    "reported_by": Field("Hvem har oplyst det?", hint="Navn og stilling."),
    "planned_meeting_date": Field("Rådets møde", Sort.DAY),
    "committee_date": Field("Fagudvalgets møde (frivilligt)", Sort.DAY),
    "finance_committee_date": Field("Økonomiudvalgets møde (frivilligt)", Sort.DAY),
    "contact_confirmed": Field("Kontakten er bekræftet", Sort.BOX),
    "counts": Field(
        "Tæller beslutningen?",
        Sort.CHOICE,
        options=(("true", "Ja, den tæller"), ("false", "Nej, rådet afventes igen")),
    ),
    "reason": Field("Begrundelse", Sort.AREA),
    "mailbox": Field("Ny mailadresse", Sort.MAIL, "En funktionspostkasse, ikke en person."),
    "kind": Field("Brevets art", Sort.CHOICE, options=_options((LetterKind.CLARIFICATION, LetterKind.ESCALATION))),
    "subject": Field("Emne"),
    "body": Field("Brevets tekst", Sort.AREA, "Hilsen, link og kontakt sættes på af sig selv."),
    "deadline": Field("Ny frist", Sort.DAY),
    "confirmed_on": Field("Dato for mødet", Sort.DAY),
    "is_public": Field(
        "Må alle se, hvor langt aftalen er?",
        Sort.CHOICE,
        "Siden viser kun råd, der har besluttet. Den viser aldrig, hvem der mangler.",
        options=(("true", "Ja, vis siden"), ("false", "Nej, skjul siden")),
    ),
    "note": Field("Bemærkning (frivilligt)"),
    "spoken_with": Field("Hvem talte I med? (frivilligt)"),
    "quiet_until": Field(
        "Vent med påmindelse til (frivilligt)", Sort.DAY, "Før den dag minder maskinen ikke om sagen."
    ),
    "party": Field("Hvem?", Sort.CHOICE),
    "respondent": Field("Eller en, der ikke er spurgt (frivilligt)", hint="Organisationens navn."),
    "text": Field("Tekst (frivilligt)", Sort.AREA),
    "answer_file": Field("Dokument (frivilligt)", Sort.FILE, _FILES),
    "has_no_remarks": Field("Ingen bemærkninger", Sort.BOX),
    "on_behalf_of": Field(
        "Også på vegne af (frivilligt)", Sort.LINES, "Koden på hver høringspart, en på hver linje."
    ),
    "is_right": Field(
        "Er kontakten rigtig?", Sort.CHOICE, options=(("true", "Ja"), ("false", "Nej, skift postkasse"))
    ),
    "council_meetings": Field("Rådets møder (frivilligt)", Sort.LINES, _DAYS),
    "committee_meetings": Field("Fagudvalgets møder (frivilligt)", Sort.LINES, _DAYS),
    "finance_committee_meetings": Field("Økonomiudvalgets møder (frivilligt)", Sort.LINES, _DAYS),
    "initiatives": Field(
        "Status på indsatserne",
        Sort.LINES,
        "En indsats på hver linje: nummer; status; bemærkning. For eksempel »3; Forsinket; mangler en læge«.",
    ),
    "paragraph": Field("Afsnit i aftalen (frivilligt)"),
    "verdict": Field("Hvad blev der af bemærkningen?", Sort.CHOICE, options=_options(RemarkVerdict)),
    "adoption_on": Field("Hvornår skal teksten vedtages?", Sort.DAY),
    "adopted_on": Field("Dato for mødet", Sort.DAY),
    "step": Field("Hvad er der sket?", Sort.CHOICE, options=_options(AuthorityStep)),
    "happened_on": Field("Dato", Sort.DAY),
    "points": Field(
        "Punkter, der skal følges op (frivilligt)", Sort.LINES, "Et punkt på hver linje; hvert bliver en indsats."
    ),
    "owner": Field("Ansvarligt organ", Sort.CHOICE),
    "title": Field("Indsatsens navn"),
    "goal": Field("Mål (frivilligt)", Sort.AREA),
    "progress": Field("Status (frivilligt)", Sort.CHOICE, options=_options(Progress)),
    "milestones": Field(
        "Milepæle (frivilligt)",
        Sort.LINES,
        "En på hver linje: navn; dato. For eksempel »Aftale om data; 1.6.2028«.",
    ),
    "made_on": Field("Dato", Sort.DAY),
    "report_file": Field("Rapport (frivilligt)", Sort.FILE, _FILES),
    "successor": Field("Hvem overtager de åbne indsatser? (frivilligt)", Sort.CHOICE),
}
_OF_ONE_FORM: Final = {
    (RequestKind.HEARING_ANSWER, "text"): Field("Svaret (eller vedlæg det)", Sort.AREA),
    (RequestKind.CALL, "note"): Field("Hvad blev der sagt?", Sort.AREA),
    (RequestKind.REMARK, "text"): Field("Bemærkningen", Sort.AREA),
    (RequestKind.REMARK, "reason"): Field("Hvorfor?", Sort.AREA),
    (RequestKind.AUTHORITY, "owner"): Field("Hvem følger punkterne op? (frivilligt)", Sort.CHOICE),
    (RequestKind.ADOPTION_PLAN, "reason"): Field("Begrundelse (frivilligt)", Sort.AREA),
    (RequestKind.CONTACT_CHECK, "mailbox"): Field("Den rigtige postkasse (frivilligt)", Sort.MAIL),
    (RequestKind.EVALUATION, "kind"): Field("Hvilken?", Sort.CHOICE, options=_options(EvaluationKind)),
    (RequestKind.LAPSE, "reason"): Field("Hvorfor bortfalder aftalen?", Sort.AREA),
}


def field_of(kind: str, name: str) -> Field:
    """Return how a field of the form for requests of a kind is called and typed."""
    return _OF_ONE_FORM.get((RequestKind(kind), name)) or _FIELDS[name]
