"""Godkendelse: one version is put to all councils in parallel, until every approval counts or the round falls."""

from workflows.cycle import Cycle
from workflows.recording import open_round, settle_round
from workflows.round import Round
from workflows.rules.phases import Phase, back_to_the_text, following
from workflows.rules.quorum import Verdict


async def approve(cycle: Cycle) -> Phase:
    """Ask every council, and go on when all have approved; back to the drafting table when the round falls."""
    await cycle.until(lambda: cycle.has_version)
    round_ = await _open_round(cycle)
    round_.ask_everyone()
    while not round_.has_fallen:
        await cycle.until(lambda: round_.has_fallen or round_.verdict is Verdict.SETTLED)
        if not round_.has_fallen and await _settle(cycle, round_):
            return following(Phase.APPROVAL, cycle.phases)
    round_.cancel_cases()
    cycle.round = None
    return Phase.APPROVAL if round_.has_new_text else back_to_the_text(cycle.phases)


async def _open_round(cycle: Cycle) -> Round:
    if cycle.round:
        return cycle.round
    async with cycle.turn:
        opened = await open_round(cycle.next_round())
        cycle.outgoing.send(opened.letters)
        return cycle.join(opened)


async def _settle(cycle: Cycle, round_: Round) -> bool:
    async with cycle.turn:
        if round_.has_fallen:
            return False
        settled = await settle_round(round_.ref)
    cycle.outgoing.send(settled.letters)
    if not settled.is_settled:
        round_.look_again(settled.parties)
    return settled.is_settled
