"""Bodies, who belongs to whom, and how they are reached."""

from datetime import date
from enum import StrEnum

from sqlmodel import Field

from models.tables.base import Table, by_value
from workflows.rules.council.meetings import MeetingLevel


class BodyKind(StrEnum):
    """What sort of body it is."""

    REGION = "region"
    MUNICIPALITY = "municipality"
    MUNICIPAL_COUNCIL = "municipal_council"
    REGIONAL_COUNCIL = "regional_council"
    CLUSTER = "cluster"
    CLUSTER_STEERING_GROUP = "cluster_steering_group"
    SSU = "ssu"
    KKR = "kkr"
    FORUM = "forum"
    SECRETARIAT = "secretariat"
    PRACTICE_COMMITTEE = "practice_committee"
    PATIENT_COMMITTEE = "patient_committee"
    PRACTITIONERS = "practitioners"


class Body(Table, table=True):
    """A body of the public sector.

    `name` is the full name, `short_name` what Danes say ("Læsø"), `sort_key` orders by Danish collation.
    `region_code` is the region that the body lies in. `is_sure` is False where the source is doubtful.
    Dates are local, both ends included; `valid_to` None means until further notice. `successor_code` is the body
    that takes over when this one ends: by a merger, or under a new name.
    """

    code: str = Field(primary_key=True, max_length=64)
    kind: BodyKind = Field(sa_type=by_value(BodyKind), index=True)
    name: str = Field(max_length=200)
    short_name: str = Field(max_length=100)
    sort_key: str = Field(max_length=200)
    region_code: str = Field(max_length=8, index=True)
    is_sure: bool = True
    source: str = Field(default="", max_length=300)
    valid_from: date
    valid_to: date | None = None
    successor_code: str | None = Field(default=None, max_length=64)


class Membership(Table, table=True):
    """One body belongs to another: a council to its municipality, a municipality to its clusters."""

    body_code: str = Field(foreign_key="body.code", primary_key=True, max_length=64)
    member_code: str = Field(foreign_key="body.code", primary_key=True, max_length=64, index=True)
    valid_from: date = Field(primary_key=True)
    valid_to: date | None = None
    is_primary: bool = True
    is_sure: bool = True
    source: str = Field(default="", max_length=300)


class Contact(Table, table=True):
    """How a body is reached: function mailboxes, not persons.

    `mailbox` gets the requests, `main_mailbox` (hovedpostkasse) a copy of each receipt, `second_mailbox` is
    written to when the first cannot be reached. For a secretariat, `name` is the officer whom letters name.
    """

    body_code: str = Field(foreign_key="body.code", primary_key=True, max_length=64)
    name: str = Field(default="", max_length=200)
    mailbox: str = Field(max_length=254)
    main_mailbox: str = Field(default="", max_length=254)
    second_mailbox: str = Field(default="", max_length=254)
    phone: str = Field(default="", max_length=40)
    website: str = Field(default="", max_length=300)


class Meeting(Table, table=True):
    """A planned meeting of a council, or of a committee on the way to it; dates are local.

    `body_code` is the council's own, also for its committees. `agenda_closes_on` is None where the law's four
    working days apply.
    """

    id: int | None = Field(default=None, primary_key=True)
    body_code: str = Field(foreign_key="body.code", max_length=64, index=True)
    level: MeetingLevel = Field(default=MeetingLevel.COUNCIL, sa_type=by_value(MeetingLevel, length=20))
    held_on: date
    agenda_closes_on: date | None = None
