"""The steps of a start, and which field stands in which."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from request_types.faults import Fault

CONTACTS: Final = "kontakter"
"""What the list of contacts is called where a fault points to it; it is no field."""


class Step(StrEnum):
    """Where the officer goes; the value is what a button says."""

    KIND = "art"
    PARTIES = "parter"
    TEXT = "tekst"
    CALENDAR = "kalender"
    REHEARSAL = "proeve"
    CHECK = "tjek"

    @property
    def heading(self) -> str:
        """What the step is called."""
        return _TITLES[self]

    @property
    def number(self) -> int:
        """Which step it is, counted from 1."""
        return ORDER.index(self) + 1


_TITLES: Final = {
    Step.KIND: "Aftalens art og region",
    Step.PARTIES: "Parter og kontakter",
    Step.TEXT: "Titel, periode og dokument",
    Step.CALENDAR: "Kalender",
    Step.REHEARSAL: "Prøv forløbet",
    Step.CHECK: "Tjek og start",
}
ORDER: Final = tuple(Step)
FIELDS: Final = {
    Step.KIND: ("kind", "region"),
    Step.PARTIES: ("start_phase", "parties", CONTACTS),
    Step.TEXT: ("title", "period_start", "period_end", "out_of_basis_reason", "label"),
    Step.CALENDAR: ("adoption_on", "approval_deadline", "unreachable_reason"),
    Step.REHEARSAL: ("assume",),
    Step.CHECK: (),
}
_STEPS: Final = {field: step for step, fields in FIELDS.items() for field in fields}


@dataclass(frozen=True, slots=True)
class GuideLine:
    """A step as the step guide shows it."""

    step: Step
    is_current: bool
    is_done: bool
    is_open: bool
    has_fault: bool


def step_of(field: str) -> Step:
    """Return the step in which a field stands; the last where it is no field's."""
    return Step.TEXT if field.startswith("file") else _STEPS.get(field, Step.CHECK)


def asked_step(said: str) -> Step:
    """Return the step that a button names, the first where it names none."""
    return Step(said) if said in set(Step) else Step.KIND


def following(step: Step) -> Step:
    """Return the step after this one; after the last the last."""
    return ORDER[min(step.number, len(ORDER) - 1)]


def preceding(step: Step) -> Step:
    """Return the step before this one; before the first the first."""
    return ORDER[max(step.number - 2, 0)]


def first_faulty(faults: Iterable[Fault]) -> Step:
    """Return the first step in which something is wrong."""
    return min((step_of(fault.field) for fault in faults), key=ORDER.index)


def guide(current: Step, reached: int, *, is_faulty: bool) -> tuple[GuideLine, ...]:
    """Return the step guide; `reached` is the number of the farthest step that was seen."""
    return tuple(
        GuideLine(
            step=step,
            is_current=step is current,
            is_done=step.number < reached and step is not current,
            is_open=step.number <= reached or step is current,
            has_fault=is_faulty and step is current,
        )
        for step in ORDER
    )
