import pytest
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from workflows.client import AWAY, Engine, EngineAway


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
