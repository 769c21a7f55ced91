"""What the calls answer with, where it is not what a read model holds: programs rely on these fields."""

from datetime import date, datetime
from typing import Annotated

from pydantic import (
    AliasPath,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
)

from models.inbox.receipts import RequestState
from models.queries.timeline.timeline import EventKind
from workflows.rules.authority import AuthorityStep
from workflows.rules.council.outcomes import DecidedBy, Outcome
from workflows.rules.course.phases import Phase
from workflows.rules.follow_up import EvaluationKind, InitiativeSource, Progress
from workflows.rules.inquiries import InquiryKind
from workflows.rules.letters import LetterKind
from workflows.rules.remarks import RemarkVerdict
from workflows.rules.requests import RequestKind

Instant = Annotated[
    datetime,
    PlainSerializer(datetime.isoformat, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
"""UTC, written with its offset."""
TextOrNone = Annotated[str | None, BeforeValidator(lambda text: text or None)]
NumberOrNone = Annotated[int | None, BeforeValidator(lambda number: number or None)]


class Schema(BaseModel):
    """Read from the attributes of a read model; dates are local, and every field is always there."""

    model_config = ConfigDict(
        from_attributes=True,
        frozen=True,
        json_schema_extra={"additionalProperties": False},
        json_schema_serialization_defaults_required=True,
    )


class Council(Schema):
    """A council of a round; `decision` is the number of the one that its standing rests on."""

    code: str
    name: str
    state: str
    stage: int
    outcome: Annotated[Outcome | None, Field(validation_alias=AliasPath("standing", "outcome"))]
    decision: Annotated[int | None, Field(validation_alias=AliasPath("standing", "decision"))]
    decided_by: Annotated[DecidedBy | None, Field(validation_alias=AliasPath("decision", "decided_by"))] = None
    meeting_date: Annotated[date | None, Field(validation_alias=AliasPath("decision", "meeting_date"))] = None
    recorded_at: Annotated[Instant | None, Field(validation_alias=AliasPath("decision", "recorded_at"))] = None
    link_sent_at: Instant | None


class Addressee(Schema):
    """A body that an inquiry asks."""

    code: str
    name: str
    answered_at: Instant | None


class Inquiry(Schema):
    """One round of questions to many bodies; `version` is the text that a hearing is about."""

    slug: str
    kind: InquiryKind
    version: int | None
    opened_on: date
    deadline: date
    closed_at: Instant | None
    addressees: tuple[Addressee, ...]


class Milestone(Schema):
    """A milestone of an initiative."""

    title: str
    due_on: date


class StatusReport(Schema):
    """The status of an initiative as it was told in a status round."""

    inquiry: Annotated[str, Field(validation_alias="slug")]
    progress: Progress
    note: str
    recorded_at: Instant


class Initiative(Schema):
    """An initiative with its newest status; `owner` is the code of a body, `reports` are the newest first."""

    number: int
    title: str
    owner: Annotated[str, Field(validation_alias="owner_code")]
    owner_name: Annotated[str, Field(validation_alias="owner")]
    paragraph: str
    goal: str
    source: InitiativeSource
    progress: Progress
    note: str
    milestones: tuple[Milestone, ...]
    reports: tuple[StatusReport, ...]


class AuthorityEvent(Schema):
    """A step of the correspondence with the authority."""

    step: AuthorityStep
    happened_on: date
    text: str
    sha256: str | None
    recorded_at: Instant


class Evaluation(Schema):
    """An evaluation of the agreement."""

    kind: EvaluationKind
    made_on: date
    text: str
    sha256: str | None


class CycleSummary(Schema):
    """A cycle at a glance: `approved` of `total` parties count in its newest round."""

    id: str
    kind: str
    region: str
    title: str
    phase: Phase
    round: int | None
    version: int | None
    approved: int
    total: int
    deadline: date | None
    temporal_ui_url: str


class CyclePage(Schema):
    """Cycles by id; `next` is null on the last page."""

    items: tuple[CycleSummary, ...]
    next: str | None


class Cycle(CycleSummary):
    """A cycle with its councils, inquiries, initiatives and the authority's correspondence."""

    adoption_on: date | None
    councils: tuple[Council, ...]
    inquiries: tuple[Inquiry, ...]
    initiatives: tuple[Initiative, ...]
    authority: tuple[AuthorityEvent, ...]
    evaluations: tuple[Evaluation, ...]


class StartedCycle(Cycle):
    """A cycle that was started, and the receipt of its start."""

    receipt: int


class Accepted(Schema):
    """A request that lies in the inbox."""

    receipt: int
    status_url: str


class RequestStatus(Schema):
    """A request and what came of it; `entry` is its number in the register, `reason` why it was refused."""

    receipt: Annotated[int, Field(validation_alias="number")]
    kind: RequestKind
    state: RequestState
    word: str
    reason: str
    entry: int | None
    round: NumberOrNone
    inquiry: TextOrNone
    party: TextOrNone
    received_at: Instant
    decided_at: Instant | None


class VersionPart(Schema):
    """The document of one of the agreement's further parts."""

    filename: str
    sha256: str


class Version(Accepted):
    """A version of the text, and the receipt of its publication."""

    number: int
    sha256: str
    label: str
    filename: str
    editorial: Annotated[bool, Field(validation_alias="is_editorial")]
    reason: str
    created_at: Instant
    parts: tuple[VersionPart, ...]


class Document(Schema):
    """A document that was kept; `size` is in bytes."""

    sha256: str
    media_type: str
    size: int


class Remark(Schema):
    """A remark of a hearing answer, and what became of it."""

    id: int
    paragraph: str
    text: str
    verdict: RemarkVerdict
    reason: str


class HearingAnswer(Schema):
    """An answer to a hearing; `also_for` names those that it speaks for as well."""

    id: int
    inquiry: Annotated[str, Field(validation_alias="slug")]
    party: TextOrNone
    name: Annotated[str, Field(validation_alias="who")]
    also_for: tuple[str, ...]
    text: str
    sha256: str | None
    has_remarks: bool
    is_late: bool
    recorded_at: Instant
    remarks: tuple[Remark, ...]


class HearingReport(Schema):
    """What the hearings of a cycle brought; `verdicts` counts the remarks."""

    id: Annotated[str, Field(validation_alias=AliasPath("line", "id"))]
    hearings: tuple[Inquiry, ...]
    asked: int
    answered: int
    late: int
    without_remarks: int
    silent: tuple[str, ...]
    verdicts: dict[RemarkVerdict, int]
    answers: tuple[HearingAnswer, ...]


class MovedReminder(Schema):
    """A reminder before and after a deadline is moved; null is none."""

    kind: LetterKind
    word: Annotated[str, Field(validation_alias=AliasPath("kind", "danish"))]
    old: date | None
    new: date | None


class MovedCouncil(Schema):
    """A council whose answer is awaited, and what becomes of its reminders."""

    code: str
    name: str
    reminders: tuple[MovedReminder, ...]


class MovePreview(Schema):
    """What moving the deadline will cause; `round` is null while nothing lies at the councils."""

    round: int | None
    old_deadline: date | None
    new_deadline: date
    councils: tuple[MovedCouncil, ...]


class LettersPreview(Schema):
    """Letters of one sort; `subject` and `text` are the first one's, `unreachable` are those without a mailbox."""

    kind: LetterKind
    to: tuple[str, ...]
    unreachable: tuple[str, ...]
    at: Instant
    subject: str
    text: str


class Preview(Schema):
    """The letters that a request would cause, or why it would be refused (empty where it would not)."""

    refused: Annotated[str, Field(validation_alias="reason")]
    mails: int
    letters: tuple[LettersPreview, ...]


class TimelineEvent(Schema):
    """Something that will happen; of a letter `key` is the identity and `mailbox` where it goes."""

    at: Instant
    what: EventKind
    who: str
    text: str
    key: str
    mailbox: str


class Rehearsal(Schema):
    """What came of a rehearsal, and the phase in which it ended; the sentences are Danish."""

    cycle_id: str
    title: str
    phase: Phase
    mails: int
    mailboxes: int
    sentences: tuple[str, ...]
    lines: tuple[TimelineEvent, ...]
