"""Turns the office's templates into subject, text and HTML; nothing that anybody typed is read as a template."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from activities.letters.listing import initiative_lines, listed
from activities.letters.shortening import one_line, shortened
from workflows.rules.calendar.danish import danish_date
from workflows.rules.letters import LetterKind

TEMPLATES: Final = Path(__file__).parents[2] / "email_templates"
_MANY_LINES: Final = re.compile(r"\n\s*\n")


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
