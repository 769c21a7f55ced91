"""Messages about an inquiry: a hearing, a contact round, a status round."""

from dataclasses import dataclass
from datetime import date, datetime

from workflows.contracts.letters import LetterOrder, PlannedLetter
from workflows.rules.inquiries import InquiryKind


@dataclass(frozen=True, slots=True)
class InquiryRef:
    """Names an inquiry of a cycle by the last part of its workflow id ("høring", "status-2029-1")."""

    cycle_id: str
    slug: str
    kind: InquiryKind


@dataclass(frozen=True, slots=True)
class Addressee:
    """A body that is asked: its code as in `inquiry_party`, the name Danes use, and whether it has answered."""

    code: str
    name: str
    has_answered: bool = False


@dataclass(frozen=True, slots=True)
class InquiryInput:
    """One inquiry's case."""

    ref: InquiryRef
    title: str
    region: str


@dataclass(frozen=True, slots=True)
class OpenedInquiry:
    """An inquiry put to its addressees.

    `deadline` is a local date, inclusive; at `closes_at` (UTC) the inquiry ends by itself. `letters` are those
    that ask, in the order of the addressees.
    """

    deadline: date
    closes_at: datetime
    addressees: tuple[Addressee, ...]
    letters: tuple[LetterOrder, ...] = ()


@dataclass(frozen=True, slots=True)
class InquiryPlanOrder:
    """Order: plan the reminders of an inquiry as seen from `now` (UTC)."""

    ref: InquiryRef
    now: datetime


@dataclass(frozen=True, slots=True)
class InquiryPlan:
    """An inquiry's reminders to every addressee, in the order of their instants, and when it ends (UTC)."""

    deadline: date
    late_at: datetime
    closes_at: datetime
    reminders: tuple[PlannedLetter, ...] = ()


@dataclass(frozen=True, slots=True)
class ClosedInquiry:
    """What closing an inquiry causes: letters that tell of it or sum it up."""

    letters: tuple[LetterOrder, ...] = ()


@dataclass(frozen=True, slots=True)
class InquiryResult:
    """How many were asked and have answered, and the letters and requests that the inquiry leaves behind."""

    asked: int
    answered: int
    letters: tuple[LetterOrder, ...] = ()
    requests: tuple[int, ...] = ()
