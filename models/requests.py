"""What a request carries: the payloads of the inbox, checked on the way in and read again when recorded.

Web and API build these from forms and JSON by `read_payload`, which names every fault in Danish. Facts that only
the running cycle knows are judged when the request is recorded.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Final

from pydantic import Field

from models.answers import AnswerPayload, Digest, Number, Payload, PlanPayload, Reason
from models.council_requests import (
    ContactPayload,
    LetterPayload,
    NewLinkPayload,
    ProtestPayload,
    ReopenPayload,
    RulingPayload,
)
from models.faults import read_model
from workflows.rules.requests import RequestKind

__all__ = [
    "PAYLOADS",
    "AnswerPayload",
    "CancelPayload",
    "CheckPayload",
    "CloseRoundPayload",
    "ConfirmPayload",
    "ContactPayload",
    "DeadlinePayload",
    "LetterPayload",
    "NewLinkPayload",
    "Payload",
    "PlanPayload",
    "ProtestPayload",
    "ReleasePayload",
    "ReopenPayload",
    "RulingPayload",
    "StartPayload",
    "TaskDonePayload",
    "VersionPayload",
    "read_payload",
]


class CheckPayload(Payload):
    """A decision was compared with the minutes."""

    decision: Number


class VersionPayload(Payload):
    """A version of the text is published; the document lies in the store already."""

    number: Number


class ReleasePayload(Payload):
    """The drafting is over: put the newest version to the councils."""


class DeadlinePayload(Payload):
    """The round's deadline is moved to another local date."""

    deadline: date
    reason: Annotated[Reason, Field(min_length=1)]


class CloseRoundPayload(Payload):
    """The secretariat closes the round as fallen, with the minutes as evidence."""

    reason: Annotated[Reason, Field(min_length=1)]
    minutes_sha256: Digest | None = None


class ConfirmPayload(Payload):
    """SSU confirmed the agreement at a meeting (local date)."""

    confirmed_on: date


class CancelPayload(Payload):
    """The cycle is given up."""

    reason: Annotated[Reason, Field(min_length=1)]


class TaskDonePayload(Payload):
    """A task on the desk was dealt with outside the system."""

    task: Number
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

_FALLBACKS: Final = {
    "decided_by": "council",
    "meeting_date": "1900-01-01",
    "reported_by": "?",
    "reason": "?",
}


def read_payload(kind: RequestKind, values: Mapping[str, object]) -> Payload:
    """Return what was typed as the payload of a request of this kind.

    Raises:
        BadInput: with every fault, as Danish sentences.
    """
    return read_model(PAYLOADS[kind], values, fallbacks=_FALLBACKS)
