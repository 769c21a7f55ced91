"""Typesets documents that can be kept for ever: PDF/A-2a, with the tags that screen readers need (PDF/UA-1).

Nothing that anybody typed is read as markup: the one template is ours, and what stands in a document comes to it
as data. The same blocks at the same moment give the same bytes.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import typst

_SHOWN: Final = (
    range(0x20, 0x7F),  # Latin
    range(0xA0, 0x500),  # Latin with all accents, Greek, Cyrillic
    range(0x5D0, 0x5EB),  # Hebrew
    range(0x621, 0x63B),  # Arabic
    range(0x640, 0x656),
    range(0x660, 0x66A),
    range(0x1E00, 0x1F00),  # more accents: Vietnamese, Sámi
    range(0x2010, 0x2028),  # dashes, quotation marks, bullets
    range(0x2030, 0x2041),
    range(0x20A0, 0x20C0),  # currencies
    range(0x2190, 0x2400),  # arrows, mathematics
)
_UNASSIGNED: Final = frozenset({0x378, 0x379, 0x380, 0x381, 0x382, 0x383, 0x38B, 0x38D, 0x3A2})
_LATIN: Final = (range(0x20, 0x7F), range(0xA0, 0x180), range(0x2010, 0x2028), range(0x20A0, 0x20C0))
PDF: Final = "application/pdf"
_TEMPLATE: Final = Path(__file__).with_name("document.typ")


def shown(text: str, *, only_latin: bool = False) -> str:
    """Return a text that the fonts can show: any other sign stands as its number, "[U+1F642]".

    Line breaks stay, and so does the order of what was typed: signs that would turn it round become numbers too.
    """
    ranges = _LATIN if only_latin else _SHOWN
    return "".join(sign if _is_shown(ord(sign), ranges) else _number(sign) for sign in text.expandtabs(4))


def _is_shown(point: int, ranges: tuple[range, ...]) -> bool:
    is_in_fonts = any(point in each for each in ranges) and point not in _UNASSIGNED
    return is_in_fonts or point == ord("\n")


def _number(sign: str) -> str:
    return f"[U+{ord(sign):04X}]"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` 1 is just below the title, and none may be left out (PDF/UA)."""

    heading: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; line breaks stay."""

    text: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A paragraph that must be seen."""

    notice: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels and their values, below one another."""

    facts: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody wrote, word for word, and what it is."""

    what: str
    quote: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    bullets: Sequence[str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `widths` are shares of the line, one for each column."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]


Block = Heading | Text | Notice | Facts | Quote | Bullets | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A document: title and what stands below it, who it comes from, and its blocks in order.

    `at` (UTC) is when it was made; `foot` stands on every page beside the page's number.
    """

    title: str
    subtitle: str
    author: str
    foot: str
    at: datetime
    blocks: Sequence[Block]


def typeset(document: Document) -> bytes:
    """Return a document as PDF; what the fonts cannot show stands as numbers.

    Raises:
        typst.TypstError: the template is at fault.
    """
    try:
        return _compiled(document, only_latin=False)
    except typst.TypstError:  # signs that no font has together, as a letter with another script's accent
        return _compiled(document, only_latin=True)


def _compiled(document: Document, *, only_latin: bool) -> bytes:
    facts = _as_shown({**asdict(document), "at": ""}, only_latin=only_latin)
    made = typst.compile(
        str(_TEMPLATE),
        format="pdf",
        root=str(_TEMPLATE.parent),
        ignore_system_fonts=True,
        sys_inputs={"document": json.dumps(facts)},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=document.at.astimezone(UTC).replace(microsecond=0),
    )
    assert isinstance(made, bytes), "one format gives one file"
    return made


def _as_shown(value: Any, *, only_latin: bool) -> Any:  # JSON has no narrower type
    match value:
        case str():
            return shown(value, only_latin=only_latin)
        case dict():
            return {key: _as_shown(each, only_latin=only_latin) for key, each in value.items()}
        case list() | tuple():
            return [_as_shown(each, only_latin=only_latin) for each in value]
    return value
