"""What a request carries: the payloads of the inbox, checked on the way in and read again when recorded.

Web and API build these from forms and JSON; a `ValidationError` becomes the reader's list of faults, so each
message is a Danish sentence. Facts that only the running cycle knows are judged when the request is recorded.
"""

from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, EmailStr, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from workflows.rules.letters import LetterKind
from workflows.rules.outcomes import DecidedBy, Outcome
from workflows.rules.requests import RequestKind

Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=10_000)]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)]


def fault(message: str) -> PydanticCustomError:
    """Return an error whose message is the Danish sentence that the reader sees."""
    return PydanticCustomError("danish", message)


class Payload(BaseModel):
    """What all payloads share: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class AnswerPayload(Payload):
    """A council's answer; dates are local. `version` is the one that the form showed."""

    outcome: Outcome
    decided_by: DecidedBy
    meeting_date: date
    agenda_item: Line = ""
    case_number: Line = ""
    decision_text: Text = ""
    remarks: Text = ""
    next_meeting_date: date | None = None
    minutes_url: Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)] = ""
    minutes_sha256: str | None = None
    is_closed_item: bool = False
    corrects: int | None = None
    reported_by: Line = ""
    version: int | None = None
    evidence_sha256: str | None = None

    @model_validator(mode="after")
    def _says_what_its_outcome_needs(self) -> Self:
        for message in faults_of(self):
            raise fault(message)
        return self


def faults_of(answer: AnswerPayload) -> list[str]:
    """Return what an answer lacks for its outcome (design: section 5, form fields), as Danish sentences."""
    needs_text = answer.outcome.is_final or answer.outcome in {Outcome.NOTED, Outcome.RECOMMENDED}
    needs_item = answer.outcome.is_final
    conditional = answer.outcome is Outcome.APPROVED_CONDITIONALLY
    remarked = answer.outcome is Outcome.APPROVED_WITH_REMARKS
    checks = [
        (
            conditional and not answer.decision_text,
            "Skriv forudsætningen eller ændringen, som den står i referatet.",
        ),
        (needs_text and not answer.decision_text, "Skriv beslutningen, som den står i referatet."),
        (remarked and not answer.remarks, "Skriv rådets bemærkninger, så de kan sendes videre til SSU."),
        (needs_item and not answer.agenda_item, "Skriv punktets nummer på dagsordenen."),
        (not answer.reported_by, "Skriv, hvem der indberetter."),
        (
            answer.next_meeting_date is not None and answer.next_meeting_date <= answer.meeting_date,
            "Den nye mødedato skal ligge efter det møde, hvor sagen blev udsat.",
        ),
        (
            answer.minutes_url != "" and not answer.minutes_url.startswith(("https://", "http://")),
            "Linket til referatet skal begynde med https://.",
        ),
    ]
    return [message for is_missing, message in checks if is_missing]


class PlanPayload(Payload):
    """When a council will decide, and whether the contact is right; None is "kendes ikke endnu"."""

    planned_meeting_date: date | None = None
    committee_date: date | None = None
    finance_committee_date: date | None = None
    contact_confirmed: bool = False
    reported_by: Line = ""


class RulingPayload(Payload):
    """Whether a doubtful or protested decision counts, and why."""

    decision: int
    counts: bool
    reason: Annotated[Reason, Field(min_length=1)]


class ProtestPayload(Payload):
    """Somebody in the town hall says that the decision is not theirs."""

    decision: int
    reason: Annotated[Reason, Field(min_length=1)]


class ContactPayload(Payload):
    """The council's new mailbox in this round; the old link dies."""

    mailbox: EmailStr
    reason: Annotated[Reason, Field(min_length=1)]


class NewLinkPayload(Payload):
    """A new link to the registered mailbox; the old one dies."""

    reason: Annotated[Reason, Field(min_length=1)]


class LetterPayload(Payload):
    """A letter that an officer sends from the desk: only now does the machine write to the council (law 4)."""

    kind: LetterKind = LetterKind.CLARIFICATION
    subject: Annotated[Line, Field(min_length=1)]
    body: Annotated[Text, Field(min_length=1)]
    task: int | None = None


class ReopenPayload(Payload):
    """Let an answer that came after the round count as a correction."""

    decision: int
    reason: Annotated[Reason, Field(min_length=1)]


class CheckPayload(Payload):
    """A decision was compared with the minutes."""

    decision: int


class VersionPayload(Payload):
    """A version of the text is published; the document lies in the store already."""

    number: int


class ReleasePayload(Payload):
    """The drafting is over: put the newest version to the councils."""


class DeadlinePayload(Payload):
    """The round's deadline is moved to another local date."""

    deadline: date
    reason: Annotated[Reason, Field(min_length=1)]


class CloseRoundPayload(Payload):
    """The secretariat closes the round as fallen, with the minutes as evidence."""

    reason: Annotated[Reason, Field(min_length=1)]
    minutes_sha256: str | None = None


class ConfirmPayload(Payload):
    """SSU confirmed the agreement at a meeting (local date)."""

    confirmed_on: date


class CancelPayload(Payload):
    """The cycle is given up."""

    reason: Annotated[Reason, Field(min_length=1)]


class TaskDonePayload(Payload):
    """A task on the desk was dealt with outside the system."""

    task: int
    note: Reason = ""


class StartPayload(Payload):
    """The cycle is to be started; all that it needs stands in its row."""


PAYLOADS: dict[RequestKind, type[Payload]] = {
    RequestKind.START: StartPayload,
    RequestKind.ANSWER: AnswerPayload,
    RequestKind.PLAN: PlanPayload,
    RequestKind.RULING: RulingPayload,
    RequestKind.PROTEST: ProtestPayload,
    RequestKind.CONTACT: ContactPayload,
    RequestKind.NEW_LINK: NewLinkPayload,
    RequestKind.LETTER: LetterPayload,
    RequestKind.REOPEN: ReopenPayload,
    RequestKind.CHECK: CheckPayload,
    RequestKind.VERSION: VersionPayload,
    RequestKind.RELEASE: ReleasePayload,
    RequestKind.DEADLINE: DeadlinePayload,
    RequestKind.CLOSE_ROUND: CloseRoundPayload,
    RequestKind.CONFIRM: ConfirmPayload,
    RequestKind.CANCEL: CancelPayload,
    RequestKind.TASK_DONE: TaskDonePayload,
}
