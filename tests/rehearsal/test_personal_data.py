"""In no phase of an agreement's whole life does a name, an address or a text reach the engine."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any, Final

from activities.rehearsal.script import Ask, Inbox
from cli.rehearsal.quiet import without_closed_offices
from request_types import Payload
from tests.journey.histories import histories_below
from tests.journey.secrets import found_in, texts_in
from tests.rehearsal.whole_life import KIND, one_life
from workflows.rehearsal.contracts import Told
from workflows.rules.course.phases import Phase

WORDS: Final = frozenset({"reason", "text", "note", "reported_by", "title", "goal", "decision_text", "remarks"})
"""Fields into which people type what they like."""


class TalkativeInbox(Inbox):
    """An inbox into which everybody types something everywhere."""

    _said = count(1)

    def ask(self, asks: Iterable[Ask]) -> tuple[Told, ...]:
        return super().ask([replace(each, payload=self._worded(each.payload)) for each in asks])

    def _worded(self, payload: Payload) -> Payload:
        words: dict[str, Any] = {name: self._sentence() for name in type(payload).model_fields.keys() & WORDS}
        for name, value in payload:
            if isinstance(value, (list, tuple)) and value and isinstance(value[0], Payload):
                words[name] = type(value)(self._worded(each) for each in value)
        return payload.model_copy(update=words)

    def _sentence(self) -> str:
        return f"Maren Prøvesen sagde nr. {next(self._said)}"


async def lived_through(folder: Path) -> tuple[dict[str, str], set[str]]:
    async with one_life(folder) as life:
        await life.lives(inbox=TalkativeInbox)
        assert (life.phase, life.problems()) == (Phase.CLOSED, [])
        sought, _ = texts_in(life.store)
        return await histories_below(life.client, life.cycle_id), sought


def test_no_history_of_a_whole_life_holds_a_name_an_address_or_a_text(tmp_path: Path) -> None:
    with without_closed_offices():
        histories, sought = asyncio.run(lived_through(tmp_path))
    (cycle_id,) = [name for name in histories if "/" not in name]
    assert all(phase in histories[cycle_id] for phase in KIND.phases)
    assert len(histories) >= 9
    assert sum("Maren Prøvesen" in text for text in sought) > 50
    assert sum("@" in text for text in sought) > 100
    assert found_in(histories, sought) == []
