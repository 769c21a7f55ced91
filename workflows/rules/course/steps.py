"""What a phase's plan is made of."""

from enum import StrEnum


class StepKind(StrEnum):
    """What happens at a step of a phase's plan."""

    LETTERS = "breve"
    INQUIRY = "spørgerunde"
    END = "fasen slutter"
