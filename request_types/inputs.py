"""How a field of a payload is called and typed in a form."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from pydantic import BaseModel

_DIGEST, _FILE = "_sha256", "_file"


class Widget(StrEnum):
    """How a field is typed."""

    LINE = "text"
    AREA = "area"
    DAY = "date"
    MAIL = "email"
    FILE = "file"
    CHOICE = "choice"
    BOX = "box"
    LINES = "lines"
    """An area that holds a list, one entry to a line."""


Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Input:
    """A field of a form; `options` are a choice's codes and words, empty where the page has them."""

    label: str
    widget: Widget = Widget.LINE
    hint: str = ""
    options: Options = ()


class _Worded(Protocol):
    @property
    def value(self) -> str: ...

    @property
    def danish(self) -> str: ...


def options_of(words: Iterable[_Worded]) -> Options:
    """Return codes with what Danes call them."""
    return tuple((each.value, each.danish) for each in words)


FILES: Final = "PDF, Word (.docx) eller OpenDocument (.odt), højst 20 MB."


def a_file(label: str) -> Input:
    """Return the field by which a document comes along, whose SHA-256 the payload holds."""
    return Input(label, Widget.FILE, FILES)


def inputs_of(payload: type[BaseModel]) -> dict[str, Input]:
    """Return the fields of the form for a payload, by their names and in its order; other fields are not typed."""
    return {
        file_field(name): each
        for name, field in payload.model_fields.items()
        for each in field.metadata
        if isinstance(each, Input)
    }


def file_field(name: str) -> str:
    """Return the name of the form's field that fills in a payload's: a file where that is a document's SHA-256."""
    return name.removesuffix(_DIGEST) + _FILE if is_digest(name) else name


def digest_field(name: str) -> str:
    """Return the name of the payload's field that a form's field fills in."""
    return name.removesuffix(_FILE) + _DIGEST if name.endswith(_FILE) else name


def is_digest(name: str) -> bool:
    """Tell whether a payload's field of this name holds the SHA-256 of a document that must be in the store."""
    return name.endswith(_DIGEST)
