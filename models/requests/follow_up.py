"""What the office records of the authority, of initiatives and of evaluations."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field

from models.requests.fields import Digest, Line, Number, Payload, Reason, Text
from workflows.rules.authority import AuthorityStep
from workflows.rules.follow_up import EvaluationKind, InitiativeSource, Progress

LONGEST_LIST = 100


def _filled(points: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out the points that say nothing: an initiative needs a name."""
    return tuple(point for point in points if point)


class AuthorityPayload(Payload):
    """One step of the correspondence with the authority (local date).

    `points` are the points of an answer that are to be followed up; each becomes an initiative of `owner`.
    """

    step: AuthorityStep
    happened_on: date
    text: Text = ""
    answer_sha256: Digest | None = None
    points: Annotated[tuple[Line, ...], Field(max_length=LONGEST_LIST), AfterValidator(_filled)] = ()
    owner: Line = ""


class MilestonePayload(Payload):
    """A milestone of an initiative (local date)."""

    title: Annotated[Line, Field(min_length=1)]
    due_on: date


class InitiativePayload(Payload):
    """An initiative: a new one, or the one called `number`, which is changed; `owner` is a body's code.

    Without a `source` a new one comes from the agreement, and a changed one keeps its own.
    """

    number: Number | None = None
    title: Annotated[Line, Field(min_length=1)]
    owner: Annotated[Line, Field(min_length=1)]
    paragraph: Line = ""
    goal: Reason = ""
    source: InitiativeSource | None = None
    progress: Progress | None = None
    milestones: Annotated[tuple[MilestonePayload, ...], Field(max_length=LONGEST_LIST)] = ()


class EvaluationPayload(Payload):
    """An evaluation that was made (local date), as text or document."""

    kind: EvaluationKind
    made_on: date
    text: Text = ""
    report_sha256: Digest | None = None
