"""Where a council stands in a round: a fold over all that was recorded of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from workflows.rules.council.facts import Answered, Fact, Planned, Protested, Ruled
from workflows.rules.council.outcomes import Outcome, needs_ruling


class Position(StrEnum):
    """In one word what the round waits for at a council."""

    AWAITED = "afventer"
    PLANNED = "planlagt"
    ANSWERED = "har svaret"
    DOUBTFUL = "afventer afklaring"
    FROZEN = "bestridt"
    BLOCKING = "blokerer"
    COUNTS = "tæller"

    @property
    def danish(self) -> str:
        """The words that readers see; the value has been written down since the first cycle."""
        return "svar uden afgørelse" if self is Position.ANSWERED else self.value


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a council stands: its position, the decision that it rests on and the meeting that it waits for.

    `is_disputed` from a protest until a ruling: who answers is in doubt, so no final answer counts by itself.
    """

    position: Position = Position.AWAITED
    decision: int | None = None
    outcome: Outcome | None = None
    meeting: date | None = None
    is_disputed: bool = False

    @property
    def counts(self) -> bool:
        """Tell whether the council's approval counts."""
        return self.position is Position.COUNTS

    @property
    def blocks(self) -> bool:
        """Tell whether the council keeps the round from being settled by its no."""
        return self.position is Position.BLOCKING

    @property
    def is_awaited(self) -> bool:
        """Tell whether the council still owes a decision."""
        return self.position in {Position.AWAITED, Position.PLANNED, Position.ANSWERED}

    @property
    def may_be_reminded(self) -> bool:
        """Tell whether the machine may write to the council: not to argue with what it answered.

        A council that then told of a meeting is reminded of that.
        """
        is_doubtful = self.outcome is not None and self.outcome.is_doubtful
        return self.is_awaited and (self.position is Position.PLANNED or not is_doubtful)

    @property
    def has_final_answer(self) -> bool:
        """Tell whether a final answer stands, so that the next one must name what it corrects."""
        return not self.is_awaited

    @property
    def needs_ruling(self) -> bool:
        """Tell whether the secretariat is to rule on the decision: it is doubtful, or disputed."""
        return self.position in {Position.DOUBTFUL, Position.FROZEN}

    @property
    def word(self) -> str:
        """The word for lists and filters: the outcome where there is one, else "afventer"."""
        return self.outcome.danish if self.outcome else Position.AWAITED.value


AWAITED: Final = Standing()


def standing(facts: Iterable[Fact]) -> Standing:
    """Return where a council stands after `facts`, which come in the order in which they were recorded."""
    stands = AWAITED
    for fact in facts:
        stands = _after(stands, fact)
    return stands


def _after(stands: Standing, fact: Fact) -> Standing:
    match fact:
        case Answered():
            return _answered(stands, fact)
        case Ruled(decision, counts) if decision == stands.decision and stands.needs_ruling:
            return _ruled(stands, counts=counts)
        case Protested(decision) if decision == stands.decision and stands.has_final_answer:
            return replace(stands, position=Position.FROZEN, is_disputed=True)
        case Planned(meeting) if stands.is_awaited:
            position = Position.PLANNED if meeting else Position.AWAITED
            return replace(stands, meeting=meeting, position=position)
    return stands


def _answered(stands: Standing, answer: Answered) -> Standing:
    # a committee's recommendation does not move the council's own meeting
    planned = stands.meeting if answer.outcome is Outcome.RECOMMENDED else None
    return Standing(
        position=_position_of(answer, is_disputed=stands.is_disputed),
        decision=answer.decision,
        outcome=answer.outcome,
        meeting=answer.next_meeting or planned,
        is_disputed=stands.is_disputed,
    )


def _position_of(answer: Answered, *, is_disputed: bool) -> Position:
    if needs_ruling(answer.outcome, answer.decided_by) or (is_disputed and answer.outcome.is_final):
        return Position.DOUBTFUL
    if answer.outcome.is_approval:
        return Position.COUNTS
    if answer.outcome is Outcome.REJECTED:
        return Position.BLOCKING
    return Position.AWAITED if answer.outcome is Outcome.WITHDRAWN else Position.ANSWERED


def _ruled(stands: Standing, *, counts: bool) -> Standing:
    if not counts:
        return Standing(decision=stands.decision)
    blocks = stands.outcome is Outcome.REJECTED
    return replace(stands, position=Position.BLOCKING if blocks else Position.COUNTS, is_disputed=False)
