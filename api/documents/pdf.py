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

from api.documents.glyphs import shown

PDF: Final = "application/pdf"
_TEMPLATE: Final = Path(__file__).with_name("document.typ")


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
