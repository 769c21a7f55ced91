"""What is known of a round from what was recorded in it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlmodel import Session, col, select

from activities.letters.ledger.letters import order_of
from models.agreements.cases import stages_of_round
from models.tables import (
    Letter,
    MinutesCheck,
    Round,
    RoundState,
)
from workflows.contracts.letters import LetterOrder
from workflows.rules.council.quorum import Verdict, round_verdict
from workflows.rules.council.standing import Standing
from workflows.rules.kinds import AgreementKind
from workflows.rules.letters import LetterKind, LetterState

AT_THE_COUNCILS = (RoundState.OPEN, RoundState.BLOCKED)


def settled_state(
    session: Session, round_: Round, standings: Mapping[str, Standing], kind: AgreementKind
) -> RoundState:
    """Return whether a settled round is approved too; `standings` are those of all its parties, by their codes."""
    are_checked = checked(session, standings.values()) == counting(standings.values())
    is_approved = verdict_of(session, round_, standings, kind) is Verdict.SETTLED and are_checked
    return RoundState.APPROVED if is_approved else RoundState.SETTLED


def verdict_of(session: Session, round_: Round, standings: Mapping[str, Standing], kind: AgreementKind) -> Verdict:
    """Return the verdict over all stages of a round from the standings of its parties, by their codes."""
    stage_of = stages_of_round(session, cycle_id=round_.cycle_id, round_number=round_.number)
    return round_verdict(
        [
            (stage.quorum, [stands for code, stands in standings.items() if stage_of[code] == number])
            for number, stage in enumerate(kind.stages)
        ]
    )


def counting(standings: Iterable[Standing]) -> set[int]:
    """Return the decisions that count."""
    return {standing.decision for standing in standings if standing.counts and standing.decision}


def checked(session: Session, standings: Iterable[Standing]) -> set[int]:
    """Return the decisions that count and were compared with the minutes."""
    mine = col(MinutesCheck.decision_id).in_(counting(standings))
    return set(session.exec(select(MinutesCheck.decision_id).where(mine)))


def letters_on_their_way(session: Session, round_: Round) -> tuple[LetterOrder, ...]:
    """Return the letters of a round that have not come to their end, the oldest first."""
    waiting = select(Letter).where(
        Letter.cycle_id == round_.cycle_id,
        Letter.round == round_.number,
        Letter.state == LetterState.PLANNED,
    )
    return tuple(order_of(letter) for letter in session.exec(waiting.order_by(col(Letter.id))))


def overtake_questions(session: Session, round_: Round, *, at: datetime) -> None:
    """Note of requests and reminders that were not sent that nobody needs them any more; `at` is UTC."""
    waiting = select(Letter).where(
        Letter.cycle_id == round_.cycle_id,
        Letter.round == round_.number,
        Letter.state == LetterState.PLANNED,
        col(Letter.kind).in_([kind for kind in LetterKind if kind.is_question]),
    )
    for letter in session.exec(waiting):
        letter.state, letter.ended_at = LetterState.OVERTAKEN, at
        session.add(letter)
    session.flush()
