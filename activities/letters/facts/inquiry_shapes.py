"""What a letter may say of an inquiry, of initiatives and of the authority: facts, never table rows."""

from dataclasses import dataclass
from datetime import date

from workflows.rules.inquiries import InquiryKind


@dataclass(frozen=True, slots=True)
class InquiryReply:
    """An answer to an inquiry as it was recorded.

    `entry` is its number in the register, None where it has none. `spoken_for_by` is the authority that answered
    for the addressee too, empty where it answered itself; `by_office` says that the office typed it in. `text` is
    what a hearing answer says, `initiatives` how many a status report names.
    """

    entry: int | None = None
    spoken_for_by: str = ""
    by_office: bool = False
    is_late: bool = False
    text: str = ""
    has_file: bool = False
    has_remarks: bool = True
    initiatives: int = 0

    @property
    def is_own(self) -> bool:
        """Tell whether the addressee answered itself, so that the receipt is its own."""
        return not self.spoken_for_by


@dataclass(frozen=True, slots=True)
class InquiryFacts:
    """An inquiry: what is asked, and how many of how many have answered; `silent` are the titles of the others."""

    kind: InquiryKind
    is_closed: bool
    asked: int
    silent: tuple[str, ...]
    reply: InquiryReply | None = None

    @property
    def answered(self) -> int:
        """How many have answered, or were answered for."""
        return self.asked - len(self.silent)


@dataclass(frozen=True, slots=True)
class InitiativeLine:
    """An initiative: its number in the cycle, its newest status in Danish, and who answers for it."""

    number: int
    title: str
    status: str
    owner: str


@dataclass(frozen=True, slots=True)
class StatusFacts:
    """How the initiatives of a cycle stand: Danish status and how many, and those delayed or paused."""

    counts: tuple[tuple[str, int], ...] = ()
    troubled: tuple[InitiativeLine, ...] = ()
    unfinished: int = 0


@dataclass(frozen=True, slots=True)
class AuthorityFacts:
    """The authority that the agreement goes to; dates are local.

    `submitted_on` is None before anything was sent; `answer_by` is the last day on which it should answer.
    `owes_receipt` says that a letter is about a receipt that did not come, not about the answer.
    """

    name: str
    answer_days: int
    submitted_on: date | None = None
    answer_by: date | None = None
    owes_receipt: bool = False

    @property
    def time_to_answer(self) -> str:
        """How long it has, in Danish: in weeks where they are whole."""
        weeks, days = divmod(self.answer_days, 7)
        return f"{self.answer_days} dage" if days else f"{weeks} uger"
