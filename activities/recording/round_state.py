"""The state of a round after something was recorded in it."""

from sqlmodel import select

from activities.recording.matter import AT_THE_COUNCILS, Matter
from models.tables import Letter, Round, RoundState
from workflows.rules.letters import LetterKind, LetterState, Recipient
from workflows.rules.quorum import Verdict, verdict
from workflows.rules.standing import Standing


def judge_round(matter: Matter) -> None:
    """Let the round's state follow its parties' standings.

    A no blocks the round and alerts the secretariat (law 4); an approval that is taken back after the round
    puts the round back to the councils; one that is only disputed leaves it settled, but no longer approved.
    """
    round_ = matter.round
    assert round_ is not None
    standings = list(matter.standings().values())
    was_blocked = round_.state is RoundState.BLOCKED
    if round_.state in AT_THE_COUNCILS or any(_is_out(standing) for standing in standings):
        result = verdict(standings, quorum=matter.kind.quorum)
        round_.state = RoundState.BLOCKED if result is Verdict.BLOCKED else RoundState.OPEN
    elif not all(standing.counts for standing in standings):
        round_.state = RoundState.SETTLED
    matter.session.add(round_)
    if round_.state is RoundState.BLOCKED and not was_blocked:
        matter.order(LetterKind.ROUND_BLOCKED, Recipient.STAFF)


def fell(matter: Matter, round_: Round, reason: str) -> None:
    """Close a round as fallen: its tasks go, and letters that are not sent are overtaken."""
    round_.state, round_.closed_at, round_.closed_reason = RoundState.FALLEN, matter.at, reason
    matter.session.add(round_)
    matter.clear_desk()
    waiting = select(Letter).where(
        Letter.cycle_id == round_.cycle_id,
        Letter.round == round_.number,
        Letter.state == LetterState.PLANNED,
    )
    for letter in matter.session.exec(waiting):
        letter.state, letter.ended_at = LetterState.OVERTAKEN, matter.at


def _is_out(standing: Standing) -> bool:
    return standing.is_awaited or standing.blocks
