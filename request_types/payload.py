"""What a request carries: a payload, and the sorts of text and number that payloads are made of."""

import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Final

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from request_types.faults import BadInput, Fault, Missing
from request_types.inputs import Input, Widget, a_file

_UNPRINTABLE: Final = frozenset({"Cc", "Cs"})
_NO_CHARACTERS: Final = range(0xFDD0, 0xFDF0)
_LAST_TWO_OF_A_PLANE: Final = 0xFFFE


class Payload(BaseModel):
    """What all payloads share: unknown fields are refused. Their fields come in the order of the form."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def faults_on(self, today: date) -> Iterator[Fault]:
        """Yield what is wrong with the payload of a request that is made on the Danish date `today`."""
        del today
        yield from ()

    def check(self, *, today: date) -> None:
        """Check what can be judged on the Danish date `today`, before the request is put into the inbox.

        Raises:
            BadInput: with every fault, as Danish sentences.
        """
        if faults := tuple(self.faults_on(today)):
            raise BadInput(*faults)


def _one_line(text: str) -> str:
    return " ".join(plain_text(text).split())


def plain_text(text: str) -> str:
    """Leave out what databases, mails and documents do not take.

    That is control signs other than line break and tabulator, and the code points that are no characters.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if _is_printable(sign)).strip()


def _is_printable(sign: str) -> bool:
    return sign in "\n\t" or not (unicodedata.category(sign) in _UNPRINTABLE or _is_no_character(ord(sign)))


def _is_no_character(point: int) -> bool:
    return point in _NO_CHARACTERS or point & _LAST_TWO_OF_A_PLANE == _LAST_TWO_OF_A_PLANE


Line = Annotated[str, StringConstraints(max_length=200), AfterValidator(_one_line)]
AgendaItem = Annotated[str, StringConstraints(max_length=50), AfterValidator(_one_line)]
CaseNumber = Annotated[str, StringConstraints(max_length=100), AfterValidator(_one_line)]
Link = Annotated[str, StringConstraints(max_length=1000), AfterValidator(_one_line)]
Text = Annotated[str, StringConstraints(max_length=10_000), AfterValidator(plain_text)]
Reason = Annotated[str, StringConstraints(max_length=2_000), AfterValidator(plain_text)]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
LARGEST_NUMBER: Final = 2**31 - 1
Number = Annotated[int, Field(ge=1, le=LARGEST_NUMBER)]
DecisionNumber = Annotated[Number, Missing("Angiv, hvilken beslutning det drejer sig om.")]

ReasonNeeded = Annotated[
    Reason, Field(min_length=1), Input("Begrundelse", Widget.AREA), Missing("Skriv en begrundelse.")
]
Minutes = Annotated[Digest | None, a_file("Referat (frivilligt)")]
Document = Annotated[Digest | None, a_file("Dokument (frivilligt)")]
REPORTER: Final = Input("Hvem har oplyst det?", hint="Navn og stilling.")


class Names:
    """Says of a field that it names something: a body of the region, as the catalogue has it today."""


BODY: Final = Names()


def as_number(text: str) -> int | None:
    """Return a number as typed, None where it is none that a row could have."""
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_NUMBER))
    return int(text) if is_number and int(text) <= LARGEST_NUMBER else None


def is_mailbox(address: str) -> bool:
    """Tell whether `address` is written as a mail address; nobody is asked whether it exists."""
    try:
        validate_email(address, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True
