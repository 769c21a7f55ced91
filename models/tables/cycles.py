"""Agreement cycles: what they start from, and their rounds."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from models.tables.base import Table, UtcDateTime, by_value
from workflows.rules.course.phases import Phase


class Kind(Table, table=True):
    """An agreement kind that the office can edit; seeded from TOML, frozen in each cycle at its start."""

    code: str = Field(primary_key=True, max_length=64)
    title: str = Field(max_length=200)
    definition: dict[str, Any] = Field(sa_type=JSON)


class Cycle(Table, table=True):
    """An agreement cycle; `definition` is the frozen kind, `phase` is written by activities only.

    Dates are local. `approval_opened_on` is set when the first round was begun elsewhere, before the system;
    `adoption_on` is the planned day of adoption. `chosen_parties` are codes, for a kind whose parties are chosen;
    `predecessor_id` is the agreement before; anybody may read the status of one that `is_public`.
    """

    id: str = Field(primary_key=True, max_length=120)
    kind_code: str = Field(foreign_key="kind.code", max_length=64)
    region_code: str = Field(foreign_key="body.code", max_length=64)
    title: str = Field(max_length=200)
    period_start: date
    period_end: date
    start_phase: Phase = Field(sa_type=by_value(Phase))
    phase: Phase = Field(sa_type=by_value(Phase), index=True)
    approval_deadline: date | None = None
    approval_opened_on: date | None = None
    adoption_on: date | None = None
    chosen_parties: list[str] = Field(default_factory=list, sa_type=JSON)
    predecessor_id: str | None = Field(default=None, max_length=120)
    out_of_basis_reason: str = Field(default="", max_length=2000)
    unreachable_reason: str = Field(default="", max_length=2000)
    is_example: bool = False
    is_public: bool = False
    definition: dict[str, Any] = Field(sa_type=JSON)
    start_fingerprint: str = Field(max_length=64)
    created_at: datetime = Field(sa_type=UtcDateTime)


class RoundState(StrEnum):
    """Where a round is; the value is the word that readers see."""

    OPEN = "åben"
    BLOCKED = "blokeret"
    SETTLED = "afgjort"
    APPROVED = "godkendt"
    FALLEN = "faldet"


class Round(Table, table=True):
    """One version put to all parties; the deadline is a local date, inclusive to 23:59.

    `stage` is the step whose parties are asked now, since the local date `stage_opened_on`; the deadline is its.
    """

    cycle_id: str = Field(foreign_key="cycle.id", primary_key=True, max_length=120)
    number: int = Field(primary_key=True)
    version: int
    state: RoundState = Field(sa_type=by_value(RoundState))
    deadline: date
    opened_on: date
    opened_at: datetime = Field(sa_type=UtcDateTime)
    stage: int = 0
    stage_opened_on: date
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_reason: str = Field(default="", max_length=2000)


class DeadlineMove(Table, table=True):
    """A deadline that was moved: from, to and why."""

    request_id: int = Field(foreign_key="request.id", primary_key=True)
    cycle_id: str = Field(foreign_key="cycle.id", max_length=120, index=True)
    round: int
    old_deadline: date
    new_deadline: date
    reason: str = Field(max_length=2000)
    moved_at: datetime = Field(sa_type=UtcDateTime)


class RoundParty(Table, table=True):
    """A party as it was when the round was opened; later reorganisation does not touch it.

    `code` is the municipality's or region's, `name` what Danes say, `title` the authority ("Læsø Kommune"),
    `body_code` the council; `position` orders the list as Danes read it.
    """

    cycle_id: str = Field(foreign_key="cycle.id", primary_key=True, max_length=120)
    round: int = Field(primary_key=True)
    code: str = Field(primary_key=True, max_length=64)
    body_code: str = Field(foreign_key="body.code", max_length=64)
    name: str = Field(max_length=100)
    title: str = Field(max_length=200)
    position: int
    stage: int = 0
    clusters: list[str] = Field(sa_type=JSON)
    contact_confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Invitation(Table, table=True):
    """A body's right to answer in a round or an inquiry from one mailbox; the link signs id and generation.

    `inquiry` is the inquiry's slug, empty in an approval round; `round` is 0 in an inquiry.
    """

    __table_args__ = (UniqueConstraint("cycle_id", "round", "inquiry", "party", "mailbox"),)
    id: int | None = Field(default=None, primary_key=True)
    cycle_id: str = Field(foreign_key="cycle.id", max_length=120, index=True)
    round: int
    inquiry: str = Field(default="", max_length=40)
    party: str = Field(max_length=64)
    mailbox: str = Field(max_length=254)
    generation: int = 1
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
