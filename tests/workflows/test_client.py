import pytest
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import WorkflowEnvironment

from workflows.contracts.requests import Delivery
from workflows.temporal.client import AWAY, CycleNotRunning, Engine, EngineAway


def _engine(status: RPCStatusCode) -> Engine:
    async def connect() -> Client:
        raise RPCError("no", status, b"")

    return Engine(connect)


@pytest.mark.parametrize("status", sorted(AWAY))
async def test_an_engine_that_cannot_answer_now_is_away(status: RPCStatusCode) -> None:
    with pytest.raises(EngineAway):
        await _engine(status).is_running("sundhedsaftale-nordjylland-2028")


async def test_what_the_engine_finds_wrong_with_a_request_is_not_taken_for_its_absence() -> None:
    with pytest.raises(RPCError):
        await _engine(RPCStatusCode.INVALID_ARGUMENT).is_running("sundhedsaftale-nordjylland-2028")


async def test_an_engine_that_answers_knows_no_cycle_that_was_never_started(env: WorkflowEnvironment) -> None:
    async def connect() -> Client:
        return env.client

    engine = Engine(connect)
    assert await engine.is_up()
    for party in ("", "Læsø"):
        with pytest.raises(CycleNotRunning):
            await engine.deliver("sundhedsaftale-nordjylland-2028", Delivery(7), round_number=1, party_name=party)


@pytest.mark.parametrize("status", [RPCStatusCode.UNAVAILABLE, RPCStatusCode.PERMISSION_DENIED])
async def test_an_engine_that_does_not_let_anybody_in_is_not_up(status: RPCStatusCode) -> None:
    assert not await _engine(status).is_up()
