"""What was typed on the command line, read as more than text."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Final

from cli.errors import CommandError
from workflows.rules.course.phases import Phase

_FORMATS: Final = ("%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y")


def day_of(text: str) -> date:
    """Return the local date that was typed as year-month-day, or as Danes write it: 15-12-2027 or 15.12.2027.

    Raises:
        CommandError: it is none.
    """
    for format_ in _FORMATS:
        with suppress(ValueError):
            return datetime.strptime(text.strip(), format_).replace(tzinfo=UTC).date()
    raise CommandError(f"»{text}« er ingen dato. Skriv den som år-måned-dag, for eksempel 2027-12-15.")


def day_or_none(text: str) -> date | None:
    """Return the local date that was typed, None where nothing was.

    Raises:
        CommandError: it is none.
    """
    return day_of(text) if text.strip() else None


def phase_of(text: str, phases: Iterable[Phase]) -> Phase | None:
    """Return the phase that was typed, None where nothing was; `phases` are those that there are.

    Raises:
        CommandError: it is none of them; the message names them.
    """
    word = text.strip().casefold()
    if not word:
        return None
    choice = tuple(phases)
    if word not in choice:
        raise CommandError(f"Et forløb kan ikke begynde i »{text}«. Vælg en af: {', '.join(choice)}.")
    return Phase(word)
