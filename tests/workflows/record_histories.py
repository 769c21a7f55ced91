"""Plays cycles on the time-skipping server and writes their histories down, for `test_replay.py`."""

import asyncio
import json
from datetime import timedelta
from pathlib import Path

from tests.stage import Stage, prepared_environment
from tests.workflows.plays import PLAYS

HISTORIES = Path(__file__).parent / "histories"


async def main() -> None:
    HISTORIES.mkdir(exist_ok=True)
    for play, parties in PLAYS.items():
        async with await prepared_environment() as env:
            today = (await env.get_current_time()).date()
            stage = Stage(env, opened_on=today, deadline=today + timedelta(days=56), parties=parties)
            async with stage.worker(identity="recorder"):
                await play(stage)
            for name, history in stage.kept.items():
                text = json.dumps(json.loads(history), separators=(",", ":"))
                text = text.replace(env.client.identity, "recorder")
                (HISTORIES / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main())
