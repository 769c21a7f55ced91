"""The inbox: all that is asked of a running cycle."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from models.tables.base import Table, UtcDateTime, by_value
from workflows.rules.requests import RequestKind


class Request(Table, table=True):
    """Something asked of a cycle: insert-only. `id` is the receipt number, `key` makes a repeat harmless.

    `made_by` is "link:<invitation>", "staff:<id>" or "token:<mark>", and `key` begins with it: neither can be
    erased, so neither says a name. `payload` holds what was typed, but for what was erased by right at
    `erased_at` (UTC).
    `inquiry` is the slug of the inquiry that the request concerns, empty otherwise.
    """

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(max_length=200, unique=True)
    cycle_id: str = Field(foreign_key="cycle.id", max_length=120, index=True)
    round: int = 0
    inquiry: str = Field(default="", max_length=40)
    party: str = Field(default="", max_length=64)
    kind: RequestKind = Field(sa_type=by_value(RequestKind))
    payload: dict[str, Any] = Field(sa_type=JSON)
    made_by: str = Field(max_length=120)
    received_at: datetime = Field(sa_type=UtcDateTime)
    erased_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class RequestResult(Table, table=True):
    """What came of a request, written once by an activity; `reason` is Danish and says why it was refused.

    `outcome` is what the workflow was told, as JSON, so that a repeat tells it the same.
    """

    request_id: int = Field(foreign_key="request.id", primary_key=True)
    is_recorded: bool
    reason: str = Field(default="", max_length=2000)
    entry: int | None = None
    outcome: dict[str, Any] = Field(sa_type=JSON)
    decided_at: datetime = Field(sa_type=UtcDateTime)


class RequestDelivery(Table, table=True):
    """The sweep's own notes on a request that is not recorded yet: how often it tried, and when it will again."""

    request_id: int = Field(foreign_key="request.id", primary_key=True)
    tries: int = 0
    next_try_at: datetime = Field(sa_type=UtcDateTime)
