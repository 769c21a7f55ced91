"""A worker that is started before what it needs: it waits, and ends when it is asked to."""

import asyncio
import signal
from collections.abc import MutableMapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from cli import worker
from cli.settings import Settings
from models.store.schema import migrate
from tests.machine import free_port
from tests.waiting import eventually


def events(told: Sequence[MutableMapping[str, Any]]) -> set[str]:
    return {each["event"] for each in told}


async def test_a_worker_waits_for_the_database_then_for_temporal_and_ends_when_it_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "SECONDS_BETWEEN_TRIES", 0.01)
    settings = Settings(data_dir=tmp_path, temporal_port=free_port(), link_keys=(SecretStr("nøgle"),))
    with capture_logs() as told:

        async def waits_for_database() -> bool:
            return "worker_waits_for_database" in events(told)

        async def waits_for_temporal() -> bool:
            return "worker_waits_for_temporal" in events(told)

        working = asyncio.create_task(worker.work(settings))
        await eventually(waits_for_database)
        assert not await waits_for_temporal()
        migrate(settings.store_url)
        await eventually(waits_for_temporal)
        signal.raise_signal(signal.SIGTERM)
        await asyncio.wait_for(working, 30)
    assert "worker_ready" not in events(told)
