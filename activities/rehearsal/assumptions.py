"""What is assumed of a council: "aalborg:postponed:2027-08-30", "laesoe:silent"."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from models.directory.reading import slug_of
from workflows.rules.council.outcomes import Outcome

SILENT: Final = "silent"
_PARTS: Final = 3


class BadAssumption(ValueError):
    """An assumption cannot be used; the message is Danish."""


@dataclass(frozen=True, slots=True)
class Assumption:
    """How a council behaves in the first round: silent without an outcome, postponed to a local date."""

    outcome: Outcome | None
    next_meeting: date | None = None


def read_assumptions(texts: Iterable[str], names: Mapping[str, str]) -> dict[str, Assumption]:
    """Return the assumptions by the council's code; `names` are the codes by the councils' names.

    Raises:
        BadAssumption: an unknown council, outcome or date; the same council twice.
    """
    by_slug = {slug_of(name): code for name, code in names.items()}
    found: dict[str, Assumption] = {}
    for text in texts:
        who, _, how = text.partition(":")
        code = by_slug.get(slug_of(who.strip()))
        if code is None:
            raise BadAssumption(f"»{who}« er ikke part. Vælg mellem: {', '.join(sorted(by_slug))}.")
        if code in found:
            raise BadAssumption(f"Der er antaget to forskellige ting om »{who}«.")
        found[code] = _read(text, how)
    return found


def _read(text: str, how: str) -> Assumption:
    what, _, day = how.partition(":")
    if what == SILENT:
        return _without_date(text, day, Assumption(None))
    try:
        outcome = Outcome(what)
    except ValueError:
        known = ", ".join((SILENT, *Outcome))
        raise BadAssumption(f"»{text}«: udfaldet kendes ikke. Vælg mellem: {known}.") from None
    if outcome is Outcome.POSTPONED:
        return Assumption(outcome, _read_date(text, day) if day else None)
    return _without_date(text, day, Assumption(outcome))


def _without_date(text: str, day: str, assumption: Assumption) -> Assumption:
    if day:
        raise BadAssumption(f"»{text}«: kun et udsat møde har en ny dato.")
    return assumption


def _read_date(text: str, day: str) -> date:
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise BadAssumption(f"»{text}«: skriv datoen som 2027-08-30.") from None
