"""Inquiries: hearings, contact rounds and status rounds, whom they ask and what the hearings brought."""

from datetime import date, datetime

from sqlalchemy import JSON
from sqlmodel import Field

from models.tables.base import Table, UtcDateTime, by_value
from workflows.rules.inquiries import InquiryKind
from workflows.rules.remarks import RemarkVerdict


class Inquiry(Table, table=True):
    """A round of questions; `slug` is the last part of its workflow's id.

    Dates are local. `deadline` is the day that addressees are told, inclusive; `closes_on` the last day on
    which answers are taken in. `version` is the text that a hearing is about.
    """

    cycle_id: str = Field(foreign_key="cycle.id", primary_key=True, max_length=120)
    slug: str = Field(primary_key=True, max_length=40)
    kind: InquiryKind = Field(sa_type=by_value(InquiryKind))
    version: int | None = None
    deadline: date
    closes_on: date
    opened_on: date
    opened_at: datetime = Field(sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class InquiryParty(Table, table=True):
    """A body that an inquiry asks, as it was when the inquiry was opened.

    A council goes by the code of its municipality or region, any other body by its own; `body_code` is the
    body written to. `answered_by` is the request by which it answered, or by which somebody answered for it.
    """

    cycle_id: str = Field(foreign_key="cycle.id", primary_key=True, max_length=120)
    slug: str = Field(primary_key=True, max_length=40)
    code: str = Field(primary_key=True, max_length=64)
    body_code: str = Field(foreign_key="body.code", max_length=64)
    name: str = Field(max_length=200)
    title: str = Field(max_length=200)
    position: int
    answered_by: int | None = Field(default=None, foreign_key="request.id")
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class HearingAnswer(Table, table=True):
    """An answer to a hearing, in text or as a file; `on_behalf_of` are the codes that a joint answer speaks for.

    `respondent` names somebody who was not asked and answered nevertheless.
    """

    id: int | None = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="request.id", unique=True)
    cycle_id: str = Field(foreign_key="cycle.id", max_length=120, index=True)
    slug: str = Field(max_length=40)
    party: str = Field(default="", max_length=64)
    respondent: str = Field(default="", max_length=200)
    on_behalf_of: list[str] = Field(sa_type=JSON)
    text: str = Field(default="", max_length=10_000)
    sha256: str | None = Field(default=None, foreign_key="document.sha256", max_length=64)
    has_remarks: bool = True
    reported_by: str = Field(max_length=200)
    is_late: bool = False
    entry: int
    recorded_at: datetime = Field(sa_type=UtcDateTime)


class Remark(Table, table=True):
    """One remark of a hearing answer and what became of it; what it said before stands in the register."""

    id: int | None = Field(default=None, primary_key=True)
    answer_id: int = Field(foreign_key="hearing_answer.id", index=True)
    cycle_id: str = Field(foreign_key="cycle.id", max_length=120, index=True)
    paragraph: str = Field(default="", max_length=200)
    text: str = Field(max_length=10_000)
    verdict: RemarkVerdict = Field(sa_type=by_value(RemarkVerdict))
    reason: str = Field(default="", max_length=2000)
    request_id: int = Field(foreign_key="request.id")
    recorded_at: datetime = Field(sa_type=UtcDateTime)
