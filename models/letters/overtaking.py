"""Whether a letter came too late: the council has answered meanwhile, or the round is over (law 4)."""

from typing import Final

from sqlmodel import Session

from models.cases import standing_of
from models.letters.facts import LetterIdentity
from models.tables import Round, RoundState
from workflows.rules.letters import LetterKind

_STILL_ASKING: Final = frozenset({RoundState.OPEN, RoundState.BLOCKED})


def is_overtaken(session: Session, letter: LetterIdentity) -> bool:
    """Tell whether a request or reminder has nothing left to ask for; other letters are never overtaken."""
    if not (letter.kind.is_reminder or letter.kind is LetterKind.REQUEST):
        return False
    round_ = session.get(Round, (letter.cycle_id, letter.round))
    if round_ is None or round_.state not in _STILL_ASKING:
        return True
    stands = standing_of(session, cycle_id=letter.cycle_id, round_number=letter.round, party=letter.party)
    return not (stands.is_awaited if letter.kind is LetterKind.OVERDUE_TO_STAFF else stands.may_be_reminded)
