"""What follows an agreement: the authority's answer, initiatives and their status, evaluations."""

from datetime import date, datetime

from sqlmodel import Field

from models.tables.base import Table, UtcDateTime, by_value
from workflows.rules.authority import AuthorityStep
from workflows.rules.follow_up import EvaluationKind, InitiativeSource, Progress


class AuthorityEvent(Table, table=True):
    """One step of the correspondence with the authority; `happened_on` is a local date."""

    id: int | None = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="request.id", unique=True)
    cycle_id: str = Field(foreign_key="cycle.id", max_length=120, index=True)
    step: AuthorityStep = Field(sa_type=by_value(AuthorityStep))
    happened_on: date
    text: str = Field(default="", max_length=10_000)
    sha256: str | None = Field(default=None, foreign_key="document.sha256", max_length=64)
    recorded_at: datetime = Field(sa_type=UtcDateTime)


class Initiative(Table, table=True):
    """Concrete work under the agreement (indsats), numbered from 1 in its cycle.

    `owner_code` is the body that answers for it; `progress` its newest status, `carried_from` the initiative of
    the agreement before.
    """

    id: int | None = Field(default=None, primary_key=True)
    cycle_id: str = Field(foreign_key="cycle.id", max_length=120, index=True)
    number: int
    title: str = Field(max_length=200)
    paragraph: str = Field(default="", max_length=200)
    goal: str = Field(default="", max_length=2000)
    owner_code: str = Field(foreign_key="body.code", max_length=64)
    source: InitiativeSource = Field(sa_type=by_value(InitiativeSource))
    progress: Progress = Field(sa_type=by_value(Progress))
    carried_from: int | None = Field(default=None, foreign_key="initiative.id")
    request_id: int = Field(foreign_key="request.id")
    recorded_at: datetime = Field(sa_type=UtcDateTime)


class InitiativeMilestone(Table, table=True):
    """A milestone of an initiative; `due_on` is a local date."""

    id: int | None = Field(default=None, primary_key=True)
    initiative_id: int = Field(foreign_key="initiative.id", index=True)
    title: str = Field(max_length=200)
    due_on: date


class StatusReport(Table, table=True):
    """An initiative's status as its owner told it in a status round."""

    id: int | None = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="request.id", index=True)
    cycle_id: str = Field(foreign_key="cycle.id", max_length=120, index=True)
    slug: str = Field(max_length=40)
    initiative_id: int = Field(foreign_key="initiative.id")
    owner_code: str = Field(max_length=64)
    progress: Progress = Field(sa_type=by_value(Progress))
    note: str = Field(default="", max_length=2000)
    reported_by: str = Field(max_length=200)
    recorded_at: datetime = Field(sa_type=UtcDateTime)


class Evaluation(Table, table=True):
    """An evaluation of the agreement; `made_on` is a local date."""

    id: int | None = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="request.id", unique=True)
    cycle_id: str = Field(foreign_key="cycle.id", max_length=120, index=True)
    kind: EvaluationKind = Field(sa_type=by_value(EvaluationKind))
    made_on: date
    text: str = Field(default="", max_length=10_000)
    sha256: str | None = Field(default=None, foreign_key="document.sha256", max_length=64)
    recorded_at: datetime = Field(sa_type=UtcDateTime)
