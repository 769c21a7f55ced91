"""The state of a round after something was recorded in it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from sqlmodel import Session, col, select

from activities.recording.desk import clear_desk
from activities.recording.matter import AT_THE_COUNCILS, Matter
from activities.recording.ordering import order_of
from models.cases import stages_of_round
from models.tables import Letter, MinutesCheck, Round, RoundState
from workflows.contracts.letters import LetterOrder
from workflows.rules.kinds import AgreementKind
from workflows.rules.letters import LetterKind, LetterState, Recipient
from workflows.rules.quorum import Verdict, round_verdict
from workflows.rules.standing import Standing

LONGEST_REASON: Final = 2000


def judge_round(matter: Matter, standings: Mapping[str, Standing]) -> None:
    """Let the round's state follow its parties' `standings`, by their codes.

    A no blocks the round and alerts the secretariat (law 4); an approval that is taken back after the round
    puts the round back to the councils; one that is only disputed leaves it settled, but no longer approved.
    """
    round_ = matter.round
    assert round_ is not None
    before = round_.state
    found = verdict_of(matter.session, round_, standings, matter.kind)
    is_open_again = any(stands.is_awaited or stands.blocks for stands in standings.values())
    if before in AT_THE_COUNCILS or (is_open_again and found is not Verdict.SETTLED):
        is_blocked = found is Verdict.BLOCKED
        round_.state, round_.closed_at = RoundState.BLOCKED if is_blocked else RoundState.OPEN, None
        matter.session.add(round_)
    else:
        judge_settled(matter, round_, standings)
    if round_.state is RoundState.BLOCKED and before is not RoundState.BLOCKED:
        matter.order(LetterKind.ROUND_BLOCKED, Recipient.STAFF)


def judge_settled(matter: Matter, round_: Round, standings: Mapping[str, Standing]) -> None:
    """Call a round that everybody answered approved when all that counts was compared with the minutes."""
    state = settled_state(matter.session, round_, standings, matter.kind)
    if state is not round_.state:
        round_.state, round_.closed_at = state, matter.at if state is RoundState.APPROVED else None
        matter.session.add(round_)


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


def fell(matter: Matter, round_: Round, reason: str) -> None:
    """Close a round as fallen: its tasks go, and what still asks is overtaken.

    Other letters of the round are handed to the cycle, for the councils' cases end without sending them.
    """
    round_.state, round_.closed_at, round_.closed_reason = RoundState.FALLEN, matter.at, reason[:LONGEST_REASON]
    matter.session.add(round_)
    clear_desk(matter, round_number=round_.number)
    overtake_questions(matter.session, round_, at=matter.at)
    matter.letters.extend(letters_on_their_way(matter.session, round_))


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
