"""In which order the office looks at councils: what needs a person first, and of those waited for the tightest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from models.queries.cycle.councils import CouncilLine
from workflows.rules.council.standing import Position

_ORDER: Final = (Position.BLOCKING, Position.FROZEN, Position.DOUBTFUL, Position.AWAITED, Position.COUNTS)


@dataclass(frozen=True, slots=True)
class Urgent:
    """A council and its days of slack: from the meeting that is waited for to the deadline, None if unknown."""

    council: CouncilLine
    slack_days: int | None


def by_urgency(councils: Iterable[CouncilLine], deadline: date | None) -> tuple[Urgent, ...]:
    """Return the councils, the most urgent first; equals stay in their order. `deadline` is a local date."""
    urgent = (Urgent(council, _slack(council, deadline)) for council in councils)
    return tuple(sorted(urgent, key=_key))


def _slack(council: CouncilLine, deadline: date | None) -> int | None:
    return (deadline - council.meeting).days if deadline and council.meeting else None


def _key(each: Urgent) -> tuple[bool, int, bool, bool, bool, int]:
    council = each.council
    position = Position.AWAITED if council.standing.is_awaited else council.standing.position
    return (
        not council.is_asked,
        _ORDER.index(position),
        not council.is_undelivered,
        not council.is_late,
        each.slack_days is not None,  # a meeting that nobody knows is looked for first
        each.slack_days or 0,
    )
