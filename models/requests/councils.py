"""What the office asks about one council; contacts and links are also those of an inquiry's addressees."""

from datetime import date
from typing import Annotated

from pydantic import EmailStr, Field

from models.requests.fields import Line, Number, Payload, Reason, Text
from workflows.rules.letters import LetterKind


class RulingPayload(Payload):
    """Whether a doubtful or protested decision counts, and why."""

    decision: Number
    counts: bool
    reason: Annotated[Reason, Field(min_length=1)]


class ProtestPayload(Payload):
    """Somebody in the town hall says that the decision is not theirs."""

    decision: Number
    reason: Annotated[Reason, Field(min_length=1)]


class ContactPayload(Payload):
    """The new mailbox of a council in this round, or of an addressee in this inquiry; the old link dies."""

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
    task: Number | None = None


class ReminderPayload(Payload):
    """A reminder now, with the link that is in use."""


class CallPayload(Payload):
    """What was said on the phone; before the local date `quiet_until` nobody is reminded."""

    spoken_with: Line = ""
    note: Annotated[Reason, Field(min_length=1)]
    quiet_until: date | None = None
    task: Number | None = None


class ReopenPayload(Payload):
    """Let an answer that came after the round count as a correction."""

    decision: Number
    reason: Annotated[Reason, Field(min_length=1)]
