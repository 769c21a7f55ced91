"""A request in the fake inbox."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from request_types import Subject, request_type
from workflows.rules.authority import AuthorityStep
from workflows.rules.council.facts import Fact
from workflows.rules.requests import RequestKind


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


SAID = "Anne Eksempel, anne@laesoe.example: indstillingen tiltrædes"


@dataclass
class Asked:
    """A request in the fake inbox and what it will come to; `said` is for the store alone."""

    kind: RequestKind
    party: str = ""
    inquiry: str = ""
    authority: AuthorityStep | None = None
    is_plan_stale: bool = False
    fact: Fact | None = None
    accepted: bool = True
    is_late: bool = False
    version: int | None = None
    is_editorial: bool = False
    deadline: date | None = None
    checked: int | None = None
    said: str = SAID

    @property
    def answers_an_inquiry(self) -> bool:
        """Tell whether it is an addressee's answer, rather than about its link or the whole inquiry."""
        return request_type(self.kind).subject is Subject.ADDRESSEE
