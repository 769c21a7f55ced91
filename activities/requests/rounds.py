"""The state of a round after something was recorded in it."""

from collections.abc import Mapping
from typing import Final

from activities.handling.context import RequestContext
from activities.recording.round_state import (
    AT_THE_COUNCILS,
    letters_on_their_way,
    overtake_questions,
    settled_state,
    verdict_of,
)
from activities.requests.desk import clear_desk
from models.tables import Round, RoundState
from workflows.rules.council.quorum import Verdict
from workflows.rules.council.standing import Standing
from workflows.rules.letters import LetterKind, Recipient

LONGEST_REASON: Final = 2000


def judge_round(context: RequestContext, standings: Mapping[str, Standing]) -> None:
    """Let the round's state follow its parties' `standings`, by their codes.

    A no blocks the round and alerts the secretariat; an approval that is taken back after the round
    puts the round back to the councils; one that is only disputed leaves it settled, but no longer approved.
    """
    round_ = context.round
    assert round_ is not None
    before = round_.state
    found = verdict_of(context.session, round_, standings, context.kind)
    is_open_again = any(stands.is_awaited or stands.blocks for stands in standings.values())
    if before in AT_THE_COUNCILS or (is_open_again and found is not Verdict.SETTLED):
        is_blocked = found is Verdict.BLOCKED
        round_.state, round_.closed_at = RoundState.BLOCKED if is_blocked else RoundState.OPEN, None
        context.session.add(round_)
    else:
        judge_settled(context, round_, standings)
    if round_.state is RoundState.BLOCKED and before is not RoundState.BLOCKED:
        context.order(LetterKind.ROUND_BLOCKED, Recipient.STAFF)


def judge_settled(context: RequestContext, round_: Round, standings: Mapping[str, Standing]) -> None:
    """Call a round that everybody answered approved when all that counts was compared with the minutes."""
    state = settled_state(context.session, round_, standings, context.kind)
    if state is not round_.state:
        round_.state, round_.closed_at = state, context.at if state is RoundState.APPROVED else None
        context.session.add(round_)


def fell(context: RequestContext, round_: Round, reason: str) -> None:
    """Close a round as fallen: its tasks go, and what still asks is overtaken.

    Other letters of the round are handed to the cycle, for the councils' cases end without sending them.
    """
    round_.state, round_.closed_at, round_.closed_reason = RoundState.FALLEN, context.at, reason[:LONGEST_REASON]
    context.session.add(round_)
    clear_desk(context, round_number=round_.number)
    overtake_questions(context.session, round_, at=context.at)
    context.letters.extend(letters_on_their_way(context.session, round_))
