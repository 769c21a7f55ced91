"""The fields that requests are made of: text without control signs, numbers that a row could have."""

import unicodedata
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

_UNPRINTABLE: Final = frozenset({"Cc", "Cs"})
_NO_CHARACTERS: Final = range(0xFDD0, 0xFDF0)
_LAST_TWO_OF_A_PLANE: Final = 0xFFFE


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


class Payload(BaseModel):
    """What all payloads share: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def as_number(text: str) -> int | None:
    """Return a number as typed, None where it is none that a row could have."""
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_NUMBER))
    return int(text) if is_number and int(text) <= LARGEST_NUMBER else None
