"""What councils decided, what was ruled about it, and what was said on the phone."""

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from models.tables.base import Table, UtcDateTime, by_value
from workflows.rules.council.outcomes import DecidedBy, Outcome


class DecisionFields(SQLModel):
    """What is known of a council's answer.

    Dates are local. `reported_outcome` is what was ticked, `outcome` what it is stored as (a committee's yes
    is `recommended`). Texts stand verbatim; the register keeps digests. `entry` is its number in the register.
    """

    round: int
    party: str = Field(max_length=64, index=True)
    version: int
    outcome: Outcome = Field(sa_type=by_value(Outcome))
    reported_outcome: Outcome = Field(sa_type=by_value(Outcome))
    decided_by: DecidedBy = Field(sa_type=by_value(DecidedBy))
    meeting_date: date
    agenda_item: str = Field(default="", max_length=50)
    case_number: str = Field(default="", max_length=100)
    decision_text: str = Field(max_length=10_000)
    remarks: str = Field(default="", max_length=10_000)
    next_meeting_date: date | None = None
    minutes_url: str = Field(default="", max_length=1000)
    minutes_sha256: str | None = Field(default=None, foreign_key="document.sha256", max_length=64)
    is_closed_item: bool = False
    corrects: int | None = Field(default=None, foreign_key="decision.id")
    reported_by: str = Field(max_length=200)
    on_behalf: bool = False
    is_late: bool = False
    entry: int
    recorded_at: datetime = Field(sa_type=UtcDateTime)


class Decision(DecisionFields, Table, table=True):
    """A council's answer as recorded."""

    id: int | None = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="request.id", unique=True)
    cycle_id: str = Field(foreign_key="cycle.id", max_length=120, index=True)


class FactKind(StrEnum):
    """What sort of fact moved a council's standing."""

    ANSWERED = "answered"
    RULED = "ruled"
    PROTESTED = "protested"
    PLANNED = "planned"


class CaseFact(Table, table=True):
    """One fact of a council's case, in the order of recording: `workflows.rules.council.standing` folds them."""

    id: int | None = Field(default=None, primary_key=True)
    cycle_id: str = Field(foreign_key="cycle.id", max_length=120, index=True)
    round: int
    party: str = Field(max_length=64)
    kind: FactKind = Field(sa_type=by_value(FactKind))
    request_id: int = Field(foreign_key="request.id")
    decision_id: int | None = Field(default=None, foreign_key="decision.id")
    counts: bool | None = None
    meeting: date | None = None
    committee_on: date | None = None
    finance_committee_on: date | None = None
    recorded_on: date


class Call(Table, table=True):
    """A talk on the phone about a council's case; its words stand in the request.

    Before the local date `quiet_until` of the newest call nobody is reminded.
    """

    request_id: int = Field(foreign_key="request.id", primary_key=True)
    cycle_id: str = Field(foreign_key="cycle.id", max_length=120, index=True)
    round: int
    party: str = Field(max_length=64)
    quiet_until: date | None = None
    called_on: date


class MinutesCheck(Table, table=True):
    """A decision checked against the minutes by the secretariat."""

    decision_id: int = Field(foreign_key="decision.id", primary_key=True)
    request_id: int = Field(foreign_key="request.id")
    checked_at: datetime = Field(sa_type=UtcDateTime)
