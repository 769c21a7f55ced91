"""What stands in a letter: facts, never table rows."""

from dataclasses import dataclass, field
from datetime import date

from activities.letters.facts.inquiry_shapes import AuthorityFacts, InitiativeLine, InquiryFacts, StatusFacts
from models.access.links import LinkClaim
from models.register import Head
from workflows.rules.letters import LetterKind, Recipient


@dataclass(frozen=True, slots=True)
class Office:
    """The secretariat that writes: its name, the officer to ask for, and how to reach them."""

    name: str
    officer: str
    mailbox: str
    phone: str
    website: str

    @property
    def who(self) -> str:
        """Whom to ask for: the officer, or the secretariat where no officer is named."""
        return self.officer or self.name

    @property
    def reach(self) -> str:
        """Whom to call and on which number, as in "ring til {reach}"."""
        return f"{self.who} på {self.phone}" if self.phone else self.who


@dataclass(frozen=True, slots=True)
class Council:
    """The body written to or about.

    `title` is the authority ("Læsø Kommune") or a committee's own name, `council` the full name of the body that
    decides, `body_code` its code in the directory.
    """

    code: str
    name: str
    title: str
    council: str
    body_code: str


@dataclass(frozen=True, slots=True)
class AttachedText:
    """A document of the version that the letter is about; `title` is a part's, where there are several."""

    number: int
    label: str
    filename: str
    media_type: str
    content: bytes
    title: str = ""


@dataclass(frozen=True, slots=True)
class RecordedAnswer:
    """A decision as it was recorded; `entry` is its number in the register, words are Danish."""

    outcome: str
    decided_by: str
    meeting_date: date
    agenda_item: str
    text: str
    entry: int
    on_behalf: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """How far the round has come, and what became of the letters to the council (or to all, without one)."""

    approved: int = 0
    parties: int = 0
    sent: int = 0
    undelivered: int = 0


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """All that a letter may say. Dates are local; what a letter is not about is None or empty.

    `addresses` are tried one after the other until one takes the letter. `reason` is why a request was
    refused, `own_subject` and `own_body` what an officer wrote. `texts` go with the letter; `initiatives` are
    the addressee's own, or what it takes over. `adoption_on` is the planned day of adoption, which may be past.
    """

    kind: LetterKind
    recipient: Recipient
    title: str
    is_example: bool
    period_start: date
    period_end: date
    office: Office
    addresses: tuple[str, ...] = ()
    council: Council | None = None
    texts: tuple[AttachedText, ...] = ()
    deadline: date | None = None
    is_past_deadline: bool = False
    meeting: date | None = None
    invitation: LinkClaim | None = None
    request: int | None = None
    answer: RecordedAnswer | None = None
    head: Head | None = None
    reason: str = ""
    own_subject: str = ""
    own_body: str = ""
    confirmed_on: date | None = None
    tally: Tally = Tally()
    drafted_by: str = ""
    needs_all: bool = True
    is_confirmed_later: bool = True
    planned_on: date | None = None
    milestones: tuple[str, ...] = ()
    adoption_on: date | None = None
    is_adoption_past: bool = False
    inquiry: InquiryFacts | None = None
    initiatives: tuple[InitiativeLine, ...] = ()
    statuses: StatusFacts = field(default_factory=StatusFacts)
    authority: AuthorityFacts | None = None

    @property
    def text(self) -> AttachedText | None:
        """The version's own document; None where none goes with the letter."""
        return self.texts[0] if self.texts else None

    @property
    def is_unanimous(self) -> bool:
        """Tell whether several parties had to approve, and all of them did."""
        return self.needs_all and self.tally.parties > 1
