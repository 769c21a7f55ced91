"""Godkendelse: one version is put to its parties, stage by stage, until all have approved or the round falls."""

from workflows.cycle.round import Round
from workflows.cycle.state import Cycle
from workflows.recording import open_round, open_stage, settle_round
from workflows.rules.council.quorum import Verdict
from workflows.rules.course.phases import Phase
from workflows.rules.course.transitions import after_a_fallen_round, following


async def approve(cycle: Cycle) -> Phase:
    """Ask every party, and go on when all have approved; back to the drafting table when the round falls."""
    await cycle.until(lambda: cycle.has_version)
    round_ = await _open_round(cycle)
    while not round_.has_fallen:
        round_.ask_everyone()
        await cycle.until(lambda: round_.has_fallen or round_.is_ready_to_go_on)
        if round_.verdict is Verdict.SETTLED:
            if not round_.has_fallen and await _settle(cycle, round_):
                return following(Phase.APPROVAL, cycle.phases)
        elif not round_.has_fallen:
            await _open_next_stage(cycle, round_)
    cycle.leave_round()
    return after_a_fallen_round(cycle.phases, has_new_text=round_.has_new_text)


async def _open_round(cycle: Cycle) -> Round:
    if cycle.round:
        return cycle.round
    async with cycle.turn:
        opened = await open_round(cycle.next_round())
        cycle.outgoing.send(opened.letters)
        return cycle.join(opened)


async def _open_next_stage(cycle: Cycle, round_: Round) -> None:
    async with cycle.turn:
        if round_.has_fallen:
            return
        opened = await open_stage(round_.next_stage)
    cycle.outgoing.send(opened.letters)
    round_.go_on(opened)


async def _settle(cycle: Cycle, round_: Round) -> bool:
    async with cycle.turn:
        if round_.has_fallen:
            return False
        settled = await settle_round(round_.ref)
    cycle.outgoing.send(settled.letters)
    if not settled.is_settled:
        round_.look_again(settled.parties)
    return settled.is_settled
