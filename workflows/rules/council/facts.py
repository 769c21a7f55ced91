"""What may be recorded of a council in a round; `workflows.rules.council.standing` folds it to where it stands."""

from dataclasses import dataclass
from datetime import date

from workflows.rules.council.outcomes import DecidedBy, Outcome


@dataclass(frozen=True, slots=True)
class Answered:
    """A council answered; `decision` numbers the answer, `corrects` the one that it takes the place of."""

    decision: int
    outcome: Outcome
    decided_by: DecidedBy = DecidedBy.COUNCIL
    next_meeting: date | None = None
    corrects: int | None = None


@dataclass(frozen=True, slots=True)
class Ruled:
    """The secretariat ruled whether a decision counts."""

    decision: int
    counts: bool


@dataclass(frozen=True, slots=True)
class Protested:
    """Somebody in the town hall says that the decision is not theirs; it is frozen until a ruling."""

    decision: int


@dataclass(frozen=True, slots=True)
class Planned:
    """The council told when it will decide; None is "not known"."""

    meeting: date | None


Fact = Answered | Ruled | Protested | Planned
