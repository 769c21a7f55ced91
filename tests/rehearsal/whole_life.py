"""An agreement's whole life, from drafting to its end, on the time-skipping server and a store of its own."""

import tomllib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from temporalio.client import Client

from activities.rehearsal import KeepingPoster, RehearsedRegister
from activities.rehearsal.script import Inbox
from cli.rehearsal.scene import SENDER, hands_of, scene
from cli.rehearsal.server import time_skipping_server
from cli.workflow_process import workflow_process
from models.agreements.cycles import create_cycle, first_input
from models.agreements.starting import NewCycle
from models.calendar import local_day, start_of
from models.kinds import kind_of, store_kind
from models.queries.cycle.overview import CycleLine, cycle_line
from models.register import verify
from models.store.database import Database
from models.store.scratch import scratch_store
from workflows.naming import TASK_QUEUE
from workflows.rehearsal.contracts import ImaginedAct, ImaginedParticipant
from workflows.rehearsal.participant import Participant
from workflows.rules.course.phases import Phase

KIND = kind_of(
    tomllib.loads("""
code = "naboaftale"
title = "Naboaftale"
legal_basis = "Parternes egen aftale"
phases = [
  "udarbejdelse", "høring", "vedtagelse", "godkendelse", "stadfæstelse",
  "indsendelse", "ikrafttræden", "opfølgning", "evaluering",
]
term_years = 1
[[stages]]
parties = "chosen"
days = 42
[[milestones]]
title = "Tekst klar"
months_before = 7
[hearing]
parties = ["patients", "practitioners"]
days = 28
[authority]
name = "Sundhedsstyrelsen"
[follow_up]
status_every_months = 6
committee_every = 1
councils_every = 2
successor_months = 3
""")
)
AFTERWARDS = timedelta(days=120)


@dataclass
class Life:
    """A cycle that can be lived: the engine, the store and the mails of it."""

    client: Client
    store: Database
    cycle_id: str
    poster: KeepingPoster

    @property
    def phase(self) -> Phase:
        return self._line().phase

    async def lives(
        self, register: type[RehearsedRegister] = RehearsedRegister, inbox: type[Inbox] = Inbox
    ) -> None:
        """Let the cycle run until months after its end."""
        hands = hands_of(
            self.client,
            self.store,
            self.poster,
            cycle_id=self.cycle_id,
            assumptions={},
            register=register,
            inbox=inbox,
        )
        async with scene(self.client, hands):
            with self.store.read() as session:
                start = first_input(session, self.cycle_id)
            await self.client.start_workflow("Aftaleforløb", start, id=self.cycle_id, task_queue=TASK_QUEUE)
            # the cycle itself cannot be waited for: it may be lost on the way
            until = ImaginedAct(start_of(self._line().period_end + AFTERWARDS), 0)
            await self.client.execute_workflow(
                Participant.run, ImaginedParticipant("tid", (until,)), id="tid", task_queue=TASK_QUEUE
            )

    def problems(self) -> list[str]:
        """Return what the register's proof finds wrong."""
        with self.store.read() as session:
            return list(verify(session).problems)

    def _line(self) -> CycleLine:
        with self.store.read() as session:
            line = cycle_line(session, self.cycle_id)
        assert line is not None
        return line


@asynccontextmanager
async def one_life(folder: Path) -> AsyncIterator[Life]:
    """Give a cycle of a year and all phases that is about to begin."""
    async with workflow_process() as run_on, time_skipping_server() as environment:
        run_on(environment.client.service_client.config.target_host)
        store = scratch_store(folder, None)
        store_kind(store, KIND)
        now = await environment.get_current_time()
        new = NewCycle(
            kind=KIND.code,
            region="Nordjylland",
            title="Naboaftalen",
            period_start=date(now.year + 2, 1, 1),
            parties=("825", "851", "1081"),
        )
        created = create_cycle(store, new, today=local_day(now), at=now)
        yield Life(environment.client, store, created.id, KeepingPoster(sender=SENDER))
        store.close()
