"""Lists typed as lines: dates, points, milestones ("navn; dato") and statuses ("nummer; status; bemærkning")."""

from collections.abc import Callable
from typing import Final

from api.forms.values import as_date
from request_types.faults import BadInput, Fault
from request_types.payload import as_number
from workflows.rules.follow_up import Progress

_MILESTONE: Final = "Linje {number}: skriv milepælen som »navn; dato«."
_STATUS: Final = "Linje {number}: skriv status som »nummer; status; bemærkning«, for eksempel »3; I gang«."
_WORDS: Final = {each.danish.casefold(): each.value for each in Progress} | {
    each.value: each.value for each in Progress
}


def read_lines(name: str, text: str) -> dict[str, object]:
    """Return the list that a field holds, under the field's name; nothing where no line is filled.

    Raises:
        BadInput: a line cannot be read.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        return {}
    read = _READERS.get(name, _as_it_is)
    return {name: [read(line, number) for number, line in enumerate(lines, start=1)]}


def _as_it_is(line: str, number: int) -> object:
    del number
    return line


def _day(line: str, number: int) -> object:
    del number
    return as_date(line, "meeting_date")


def _milestone(line: str, number: int) -> object:
    title, separator, day = line.rpartition(";")
    if not (separator and title.strip() and day.strip()):
        raise BadInput(Fault("milestones", _MILESTONE.format(number=number)))
    return {"title": title.strip(), "due_on": as_date(day.strip(), "due_on")}


def _status(line: str, number: int) -> object:
    said, _, rest = line.partition(";")
    word, _, note = rest.partition(";")
    initiative, progress = as_number(said.strip()), _WORDS.get(word.strip().casefold())
    if not (initiative and progress):
        raise BadInput(Fault("initiatives", _STATUS.format(number=number)))
    return {"initiative": initiative, "progress": progress, "note": note.strip()}


_READERS: Final[dict[str, Callable[[str, int], object]]] = {
    "council_meetings": _day,
    "committee_meetings": _day,
    "finance_committee_meetings": _day,
    "milestones": _milestone,
    "initiatives": _status,
}
