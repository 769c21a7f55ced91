"""The cast of a rehearsal: starts imagined participants as workflows, and does what they do."""

import asyncio
from collections.abc import Iterable
from itertools import count, groupby
from operator import attrgetter

from temporalio import activity
from temporalio.client import Client

from activities.rehearsal.script import Act, Inbox
from workflows.naming import TASK_QUEUE
from workflows.rehearsal.contracts import Imagination, ImaginedAct, ImaginedParticipant, Told
from workflows.rehearsal.participant import Participant


class Cast(Imagination):
    """Keeps the script; must be made in the loop in which the client lives."""

    def __init__(self, client: Client, inbox: Inbox) -> None:
        self.inbox = inbox
        self._client = client
        self._loop = asyncio.get_running_loop()
        self._numbers = count(1)
        self._script: dict[int, tuple[Act, ...]] = {}

    def enter(self, name: str, acts: Iterable[Act]) -> None:
        """Let a participant enter who will do `acts`; called from a thread that is not the loop's."""
        planned = tuple(self._plan(sorted(acts, key=attrgetter("at"))))
        if planned:
            participant = ImaginedParticipant(name, planned)
            asyncio.run_coroutine_threadsafe(self._start(participant), self._loop).result()

    @activity.defn(name="Tænkt handling")
    def act(self, number: int) -> tuple[Told, ...]:
        """Do what stands under `number` in the script, once."""
        acts = self._script.pop(number, ())
        return tuple(told for act in acts for told in act.do(self.inbox))

    def _plan(self, acts: list[Act]) -> Iterable[ImaginedAct]:
        for at, together in groupby(acts, key=attrgetter("at")):
            number = next(self._numbers)
            self._script[number] = tuple(together)
            yield ImaginedAct(at, number)

    async def _start(self, participant: ImaginedParticipant) -> None:
        number = next(self._numbers)
        await self._client.start_workflow(
            Participant.run, participant, id=f"tænkt/{number}/{participant.name}", task_queue=TASK_QUEUE
        )
