"""What a council tells through its link: its decision, or when it will take it."""

from datetime import date
from typing import Final, Self

from pydantic import model_validator

from models.faults import Fault, as_error
from models.requests.fields import AgendaItem, CaseNumber, Digest, Line, Link, Number, Payload, Text
from workflows.rules.outcomes import DecidedBy, Outcome


class AnswerPayload(Payload):
    """A council's answer; dates are local. `version` is the one that the form showed."""

    outcome: Outcome
    decided_by: DecidedBy
    meeting_date: date
    agenda_item: AgendaItem = ""
    case_number: CaseNumber = ""
    decision_text: Text = ""
    remarks: Text = ""
    next_meeting_date: date | None = None
    minutes_url: Link = ""
    minutes_sha256: Digest | None = None
    is_closed_item: bool = False
    corrects: Number | None = None
    reported_by: Line = ""
    version: Number | None = None
    evidence_sha256: Digest | None = None

    @model_validator(mode="after")
    def _says_what_its_outcome_needs(self) -> Self:
        if faults := faults_of(self):
            raise as_error(faults)
        return self


def faults_of(answer: AnswerPayload) -> tuple[Fault, ...]:
    """Return what an answer lacks for its outcome (design: section 5, form fields), as Danish sentences."""
    needs_text = answer.outcome.is_final or answer.outcome in {Outcome.NOTED, Outcome.RECOMMENDED}
    conditional = answer.outcome is Outcome.APPROVED_CONDITIONALLY
    remarked = answer.outcome is Outcome.APPROVED_WITH_REMARKS
    following = answer.next_meeting_date
    checks = [
        (answer.outcome.is_final and not answer.agenda_item, "agenda_item", _NO_ITEM),
        (needs_text and not answer.decision_text, "decision_text", _NO_CONDITION if conditional else _NO_TEXT),
        (remarked and not answer.remarks, "remarks", _NO_REMARKS),
        (following is not None and following <= answer.meeting_date, "next_meeting_date", _NOT_LATER),
        (not _is_link(answer.minutes_url), "minutes_url", _NO_LINK),
        (not answer.reported_by, "reported_by", _NO_REPORTER),
    ]
    return tuple(Fault(field, message) for is_missing, field, message in checks if is_missing)


_NO_ITEM: Final = "Skriv punktets nummer på dagsordenen."
_NO_TEXT: Final = "Skriv beslutningen, som den står i referatet."
_NO_CONDITION: Final = "Skriv forudsætningen eller ændringen, som den står i referatet."
_NO_REMARKS: Final = "Skriv rådets bemærkninger, så sekretariatet kan sende dem videre."
_NOT_LATER: Final = "Den nye mødedato skal ligge efter det møde, hvor sagen blev udsat."
_NO_LINK: Final = "Linket til referatet skal begynde med https://."
_NO_REPORTER: Final = "Skriv, hvem der indberetter."


def _is_link(url: str) -> bool:
    return not url or url.startswith(("https://", "http://"))


class PlanPayload(Payload):
    """When a council will decide, and whether the contact is right; None is "kendes ikke endnu"."""

    planned_meeting_date: date | None = None
    committee_date: date | None = None
    finance_committee_date: date | None = None
    contact_confirmed: bool = False
    reported_by: Line = ""
