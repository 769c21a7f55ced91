"""The fields that requests are made of: text without control signs, numbers that a row could have."""

import unicodedata
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints


def _one_line(text: str) -> str:
    return " ".join(_plain(text).split())


def _plain(text: str) -> str:
    """Leave out what databases and mails do not take: control signs other than line break and tabulator."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign in "\n\t" or unicodedata.category(sign) != "Cc").strip()


Line = Annotated[str, StringConstraints(max_length=200), AfterValidator(_one_line)]
AgendaItem = Annotated[str, StringConstraints(max_length=50), AfterValidator(_one_line)]
CaseNumber = Annotated[str, StringConstraints(max_length=100), AfterValidator(_one_line)]
Link = Annotated[str, StringConstraints(max_length=1000), AfterValidator(_one_line)]
Text = Annotated[str, StringConstraints(max_length=10_000), AfterValidator(_plain)]
Reason = Annotated[str, StringConstraints(max_length=2_000), AfterValidator(_plain)]
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
