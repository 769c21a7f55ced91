"""A property of which somebody must be able to be sure: what was promised, and the figure that was measured."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table that `make chaos` prints; `number` is R1, R2 … as the promises are counted."""

    number: str
    property: str
    target: str
    measured: str
    is_met: bool
