"""What is known of each sort of request, in one place."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, Generic, TypeVar

from request_types.inputs import Input, Widget, inputs_of
from request_types.payload import BODY, Payload
from workflows.rules.inquiries import InquiryKind
from workflows.rules.requests import RequestKind

P_co = TypeVar("P_co", bound=Payload, covariant=True)
ADDRESS: Final = ("party", "round", "inquiry")
"""What says whom a request concerns; it stands beside its payload."""
_WHOM: Final = Input("Hvem?", Widget.CHOICE)


class Subject(Enum):
    """Whom a request concerns."""

    CYCLE = auto()
    COUNCIL = auto()
    """A council's case in a round."""
    LINK = auto()
    """A link: a council's in a round, or an addressee's in an inquiry where one is named."""
    INQUIRY = auto()
    ADDRESSEE = auto()
    """One of those whom an inquiry asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestType(Generic[P_co]):
    """A sort of request; `label` is what Danes call it.

    The office asks by a `button`: `path` is the request's name in the API, `slug` in the console's addresses; all
    are empty where the office does not ask by itself. The cycle's page has an `offer` of what may be asked in any
    phase, marked where it `is_grave`; other requests are offered where their subject is shown. What
    `writes_letters` causes some at once, so that there is something to look at beforehand.

    What `is_told_by_link` councils and addressees tell by themselves; an answer to an inquiry is `asked_in`
    inquiries of one kind.
    """

    kind: RequestKind
    payload: type[P_co]
    label: str
    subject: Subject = Subject.CYCLE
    path: str = ""
    slug: str = ""
    button: str = ""
    offer: str = ""
    is_grave: bool = False
    writes_letters: bool = True
    is_told_by_link: bool = False
    asked_in: InquiryKind | None = None

    @property
    def is_of_a_council(self) -> bool:
        """Tell whether the request concerns one council's case, or its link, rather than the whole cycle."""
        return self.subject in {Subject.COUNCIL, Subject.LINK}

    @property
    def is_of_an_inquiry(self) -> bool:
        """Tell whether the request always concerns an inquiry: a hearing, a contact round, a status round."""
        return self.subject in {Subject.INQUIRY, Subject.ADDRESSEE}

    def concerns_an_inquiry(self, inquiry: str) -> bool:
        """Tell whether the request is an inquiry's, if `inquiry` is what its sender names (empty for none)."""
        return self.is_of_an_inquiry or (self.subject is Subject.LINK and bool(inquiry))

    @property
    def names_of_bodies(self) -> tuple[str, ...]:
        """The payload's fields that name a body of the region."""
        return tuple(name for name, field in self.payload.model_fields.items() if BODY in field.metadata)

    def inputs(self, inquiry: str = "") -> dict[str, Input]:
        """Return the fields of its form by their names; about a link of an `inquiry` it asks whose."""
        asks_whom = self.subject is Subject.ADDRESSEE or (self.subject is Subject.LINK and bool(inquiry))
        return ({"party": _WHOM} if asks_whom else {}) | inputs_of(self.payload)
