"""What is left for an officer to do, and the letters with what became of them."""

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field

from models.tables.base import Table, UtcDateTime, by_value
from workflows.rules.letters import LetterKind, LetterState, Recipient


class TaskKind(StrEnum):
    """What an officer is asked to do; the value is the word that readers see."""

    RULING = "afklar forbehold"
    FROZEN = "afklar indsigelse"
    REJECTED = "rådet har sagt nej"
    NOTED = "taget til efterretning"
    RETURNED = "sendt tilbage"
    COMMITTEE_NO = "udvalg fraråder"
    LATE_ANSWER = "svar efter runden"
    UNDELIVERABLE = "brev ikke leveret"
    CHECK = "kontrollér mod referat"
    SILENT = "rådet tier"
    STUCK = "henvendelse sidder fast"
    HEARING_ANSWER = "behandl høringssvar"
    LATE_HEARING_ANSWER = "høringssvar efter fristen"
    STATUS_SILENT = "status mangler"
    CONTACT_SILENT = "kontakt ikke bekræftet"
    OBJECTION = "myndigheden har indsigelse"
    INFORMATION_ASKED = "myndigheden ønsker oplysninger"
    OWNER_ENDED = "indsats uden ejer"


class DeskTask(Table, table=True):
    """A task on the officer's desk; `key` keeps it from being laid there twice."""

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(max_length=200, unique=True)
    kind: TaskKind = Field(sa_type=by_value(TaskKind))
    cycle_id: str = Field(foreign_key="cycle.id", max_length=120, index=True)
    round: int = 0
    inquiry: str = Field(default="", max_length=40)
    party: str = Field(default="", max_length=64)
    decision_id: int | None = Field(default=None, foreign_key="decision.id")
    letter_key: str = Field(default="", max_length=300)
    opened_at: datetime = Field(sa_type=UtcDateTime)
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    done_by_request: int | None = Field(default=None, foreign_key="request.id")


class Letter(Table, table=True):
    """A letter, sent once: `key` is its identity. `address` is erased with the contact."""

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(max_length=300, unique=True)
    kind: LetterKind = Field(sa_type=by_value(LetterKind))
    recipient: Recipient = Field(sa_type=by_value(Recipient))
    cycle_id: str = Field(foreign_key="cycle.id", max_length=120, index=True)
    round: int = 0
    inquiry: str = Field(default="", max_length=40)
    party: str = Field(default="", max_length=64)
    planned_on: date | None = None
    request_id: int | None = Field(default=None, foreign_key="request.id")
    state: LetterState = Field(sa_type=by_value(LetterState), index=True)
    address: str = Field(default="", max_length=254)
    subject: str = Field(default="", max_length=300)
    message_id: str = Field(default="", max_length=200)
    problem: str = Field(default="", max_length=500)
    ordered_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
