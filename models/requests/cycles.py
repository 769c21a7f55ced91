"""What the office asks of a whole cycle."""

from datetime import date
from typing import Annotated

from pydantic import Field

from models.requests.fields import Digest, Line, Number, Payload, Reason, Text
from workflows.rules.remarks import RemarkVerdict


class CheckPayload(Payload):
    """A decision was compared with the minutes."""

    decision: Number


class VersionPayload(Payload):
    """A version of the text is published; the document lies in the store already."""

    number: Number


class ReleasePayload(Payload):
    """The drafting is over: the newest version goes on to the next phase."""


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


class PublicStatusPayload(Payload):
    """The agreement's public page is shown, or hidden."""

    is_public: bool


class TaskDonePayload(Payload):
    """A task on the desk was dealt with outside the system."""

    task: Number
    note: Reason = ""


class StartPayload(Payload):
    """The cycle is to be started; all that it needs stands in its row."""


class RemarkPayload(Payload):
    """What became of a remark of a hearing answer: a new one, or `remark`, which is judged anew."""

    answer: Number
    remark: Number | None = None
    paragraph: Line = ""
    text: Annotated[Text, Field(min_length=1)]
    verdict: RemarkVerdict
    reason: Reason = ""


class AdoptionPlanPayload(Payload):
    """On which local date the text is to be adopted; contacts are confirmed some weeks before."""

    adoption_on: date
    reason: Reason = ""


class AdoptionPayload(Payload):
    """The body that drafts the text adopted its newest version at a meeting (local date)."""

    adopted_on: date
    minutes_sha256: Digest | None = None


class LapsePayload(Payload):
    """The agreement lapses, because law or territory changed; open initiatives go to the named body."""

    reason: Annotated[Reason, Field(min_length=1)]
    successor: Line = ""
