"""Draws the wheel: where on the ring each day of an agreement's term lies."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import cos, pi, sin
from typing import Final

from models.queries.timeline.wheel import Mark, Wheel
from workflows.rules.course.course import Spell

RING: Final = 150
LABELS: Final = 196
MARKS: Final = {"frist": 178, "statusrunde": 122}
NEEDLE: Final = (104, 186)
"""From near the hub to the rim."""
NEARLY_ALL: Final = 0.9999
"""A circle is drawn as an arc that stops short of where it began: one that ends there would be none."""


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the drawing, from its middle: `x` to the right, `y` down."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Arc:
    """A phase on the ring: an SVG path, and how the phase stands: "over", "now" or "ahead"."""

    spell: Spell
    path: str
    state: str
    number: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """All of the wheel that is drawn; years are labelled where their first day lies on the ring."""

    wheel: Wheel
    arcs: tuple[Arc, ...]
    years: tuple[tuple[int, Point, Point, Point], ...]
    marks: tuple[tuple[Mark, Point], ...]
    today: tuple[Point, Point] | None


def draw(wheel: Wheel) -> Drawing:
    """Return where everything lies; the term begins at twelve o'clock and goes round once."""
    return Drawing(
        wheel,
        arcs=tuple(_arc(wheel, spell, number) for number, spell in enumerate(wheel.spells, start=1)),
        years=tuple(_years(wheel)),
        marks=tuple((mark, _at(_turn(wheel, mark.on), MARKS[mark.kind.value])) for mark in wheel.marks),
        today=_needle(wheel),
    )


def _turn(wheel: Wheel, day: date) -> float:
    return (day - wheel.begins).days / (wheel.ends - wheel.begins).days


def _at(turn: float, radius: float) -> Point:
    angle = 2 * pi * turn - pi / 2
    return Point(round(radius * cos(angle), 2), round(radius * sin(angle), 2))


def _arc(wheel: Wheel, spell: Spell, number: int) -> Arc:
    begins, ends = _turn(wheel, spell.begins), _turn(wheel, spell.ends)
    one, other = _at(begins, RING), _at(min(ends, begins + NEARLY_ALL), RING)
    is_large = int(ends - begins > 1 / 2)
    path = f"M {one.x} {one.y} A {RING} {RING} 0 {is_large} 1 {other.x} {other.y}"
    state = "now" if spell.is_on(wheel.today) else "over" if spell.ends <= wheel.today else "ahead"
    return Arc(spell, path, state, number)


def _years(wheel: Wheel) -> Iterator[tuple[int, Point, Point, Point]]:
    for year in range(wheel.begins.year + 1, wheel.ends.year + 1):
        first = date(year, 1, 1)
        if first < wheel.ends:
            turn = _turn(wheel, first)
            yield year, _at(turn, RING - 20), _at(turn, RING + 20), _at(turn, LABELS)


def _needle(wheel: Wheel) -> tuple[Point, Point] | None:
    if not wheel.begins <= wheel.today < wheel.ends:
        return None
    turn = _turn(wheel, wheel.today)
    return _at(turn, NEEDLE[0]), _at(turn, NEEDLE[1])
