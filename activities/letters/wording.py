"""Turns the office's templates into subject, text and HTML; nothing that anybody typed is read as a template."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from activities.letters.facts.inquiry_shapes import InitiativeLine
from workflows.rules.calendar.danish import danish_date
from workflows.rules.letters import LetterKind

MOST: Final = 12
_ROOM: Final = 40
_LONGEST_TITLE: Final = 6
_LONGEST_NAME: Final = 6
_WORD: Final = re.compile(r"[\w-]+")
_CUT: Final = "…"
TEMPLATES: Final = Path(__file__).parents[2] / "email_templates"
_MANY_LINES: Final = re.compile(r"\n\s*\n")


def initiative_lines(initiatives: Sequence[InitiativeLine], *, with_owner: bool = False) -> list[str]:
    """Return a line for each initiative, as in "3. Fælles akutteam – I gang", as many as there is room for.

    The last line is "og 5 til" where more were left out.
    """
    lines = [_line(each, with_owner=with_owner) for each in initiatives]
    shown = lines[: max(1, _fitting(lines))]
    return shown + _rest(len(lines) - len(shown))


def listed(names: Sequence[str]) -> str:
    """Return names as a Danish list, "A, B og C"; with "og 5 til" at its end where there is no room for all."""
    shown = [shortened(name, _LONGEST_NAME) for name in names][: max(1, _fitting(names))]
    if left_out := len(names) - len(shown):
        return f"{', '.join(shown)} og {left_out} til"
    return " og ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))


def _line(initiative: InitiativeLine, *, with_owner: bool) -> str:
    status = initiative.status
    if with_owner and initiative.owner:
        status += f" ({shortened(initiative.owner, _LONGEST_NAME)})"
    return f"{initiative.number}. {shortened(initiative.title, _LONGEST_TITLE)} – {status}"


def _fitting(lines: Sequence[str]) -> int:
    return sum(words <= _ROOM for words in accumulate(_words(lines[:MOST])))


def _words(lines: Sequence[str]) -> Iterator[int]:
    return (len(_WORD.findall(line)) for line in lines)


def _rest(left_out: int) -> list[str]:
    return [f"og {left_out} til"] if left_out else []


def one_line(text: str) -> str:
    """Return `text` on one line, fit for a header: line breaks and control characters become spaces."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def shortened(text: str, words: int) -> str:
    """Return the first words of `text` on one line, with "…" where more were left out."""
    found = text.split()
    return " ".join(found[:words]) + (f" {_CUT}" if len(found) > words else "")


@dataclass(frozen=True, slots=True)
class Wording:
    """A letter in words; the subject is one line."""

    subject: str
    text: str
    html: str


class Wordings:
    """The letters' templates, one folder for each kind, named by its value."""

    def __init__(self, folder: Path = TEMPLATES) -> None:
        self._environment: Final = _environment(folder)

    def write(self, kind: LetterKind, **said: object) -> Wording:
        """Return the letter; `said` is what its templates may use.

        Raises:
            jinja2.TemplateError: a template uses what is not there.
        """
        return Wording(
            subject=one_line(self._render(kind, "subject.txt", said)),
            text=_MANY_LINES.sub("\n\n", self._render(kind, "body.txt", said)).strip() + "\n",
            html=self._render(kind, "body.html", said).strip() + "\n",
        )

    def _render(self, kind: LetterKind, part: str, said: dict[str, object]) -> str:
        return self._environment.get_template(f"{kind.value}/{part}").render(said)


@cache
def _environment(folder: Path) -> Environment:
    """Return the templates of a folder, each compiled once for all who write letters in this process."""
    environment = Environment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        # only HTML is escaped: in plain text an escape would be read aloud as it stands
        autoescape=select_autoescape(("html",)),
    )
    environment.filters |= {
        "danish_date": danish_date,
        "initiative_lines": initiative_lines,
        "listed": listed,
        "shortened": shortened,
    }
    return environment
