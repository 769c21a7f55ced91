"""Twelve councils of one region at a real round, on a server whose time can be skipped."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlmodel import select
from temporalio.client import Client
from temporalio.exceptions import ApplicationError
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

from activities.letters.posting import Posted, Posting
from activities.rehearsal import KeepingPoster
from activities.rehearsal.script import Act, Ask, Inbox
from activities.resuming import resume_cycles
from activities.store_register import StoreRegister
from activities.sweep import Sweep
from cli.rehearsal.scene import SENDER, Hands, hands_of, rehearsed_now
from cli.working import at_work
from models.agreements.cycles import create_cycle, first_input
from models.agreements.planning import plans_of_round
from models.agreements.starting import read_new_cycle
from models.calendar import local_day
from models.store.database import Database
from models.tables import Letter
from request_types.answers import AnswerPayload
from tests.chaos.town import cycle_of, parties_of
from tests.waiting import eventually
from workflows.naming import TASK_QUEUE
from workflows.rehearsal.contracts import ImaginedAct, ImaginedParticipant, Told
from workflows.rehearsal.participant import Participant
from workflows.rules.council.outcomes import DecidedBy, Outcome
from workflows.rules.letters import LetterKind, LetterState
from workflows.rules.requests import RequestKind
from workflows.temporal.client import Engine
from workflows.temporal.roster import WORKFLOWS
from workflows.temporal.sandbox import workflow_runner

REGION = "1081"


class MovablePoster(KeepingPoster):
    """Keeps what it posts, while its mail server is not away."""

    is_away = False

    async def post(self, posting: Posting) -> Posted:
        if self.is_away:
            raise ApplicationError("Mailserveren tager ikke imod lige nu.", type="MailServerAway")
        return await super().post(posting)


@dataclass
class Town:
    """Twelve councils at a round that really is sent out, on the time-skipping server."""

    environment: WorkflowEnvironment
    store: Database
    cycle_id: str
    hands: Hands
    poster: MovablePoster
    codes: list[str]
    begun_on: date

    @asynccontextmanager
    async def works(self) -> AsyncIterator[None]:
        """Let a worker run."""
        with ThreadPoolExecutor(8) as threads:
            worker = Worker(
                self.environment.client,
                task_queue=TASK_QUEUE,
                workflows=[*WORKFLOWS, Participant],
                workflow_runner=workflow_runner(),
                activities=self.hands.activities,
                activity_executor=threads,
                debug_mode=True,
            )
            async with at_work(worker):
                yield

    async def sends_out(self) -> None:
        with self.store.read() as session:
            start = first_input(session, self.cycle_id)
        client = self.environment.client
        await client.start_workflow("Aftaleforløb", start, id=self.cycle_id, task_queue=TASK_QUEUE)
        now = await self.environment.get_current_time()
        await self.expects(Act(now, lambda inbox: inbox.publish("Til godkendelse")))
        await eventually(self._are_asked)

    async def _are_asked(self) -> bool:
        return sum(letter.kind is LetterKind.REQUEST for letter in self.letters(LetterState.SENT)) == len(
            self.codes
        )

    async def hear(self, codes: Sequence[str]) -> None:
        """Let councils approve."""
        now = await self.environment.get_current_time()
        await self.expects(Act(now, lambda inbox: inbox.ask([_approval(code, local_day(now)) for code in codes])))

    async def expects(self, *acts: Act) -> None:
        """Let something happen at exact moments: while it does, no time passes."""
        await asyncio.to_thread(self.hands.cast.enter, "udfald", acts)

    def loses_its_mail_server(self, inbox: Inbox, codes: Sequence[str]) -> tuple[Told, ...]:
        """Let no mail out any more; councils that answer just then are heard."""
        self.poster.is_away = True
        return inbox.ask([_approval(code, local_day(rehearsed_now())) for code in codes])

    def loses_everything(self, inbox: Inbox, codes: Sequence[str]) -> tuple[Told, ...]:
        """Let no mail out any more; what councils answer just then lies in the inbox, and nobody is told."""
        self.loses_its_mail_server(inbox, codes)
        return ()

    def has_it_again(self) -> tuple[Told, ...]:
        """Let mails out again."""
        self.poster.is_away = False
        return ()

    async def sweeps(self) -> None:
        """Tell the engine of all that is not recorded, as a worker does when it starts."""
        await self._sweep.once(is_first_sweep=True)

    async def tidies(self) -> None:
        """End what a lost engine left behind, as a worker does every hour."""
        await self._sweep.tidy()

    @property
    def _sweep(self) -> Sweep:
        return Sweep(self.store, self._engine, self.hands.register, lambda: datetime.now(UTC))

    @property
    def _engine(self) -> Engine:
        async def client() -> Client:
            return self.environment.client

        return Engine(client)

    async def is_rebuilt(self) -> None:
        """Rebuild the cycle, as `aftalehjul resume` does, and tell it of what came meanwhile."""
        (resumed,) = await resume_cycles(self.store, self._engine)
        assert resumed.is_rebuilt
        await self.sweeps()

    async def live_until(self, instant: datetime) -> None:
        """Let time pass while work is done."""
        passing = ImaginedParticipant("tid", (ImaginedAct(instant, 0),))
        await self.environment.client.execute_workflow(
            Participant.run, passing, id=f"tid/{instant.isoformat()}", task_queue=TASK_QUEUE
        )

    def reminder_days(self) -> list[date]:
        """Return the days on which a silent council is written to, from the deadline on."""
        with self.store.read() as session:
            plans = plans_of_round(session, cycle_id=self.cycle_id, round_number=1, today=self.begun_on)
        return [each.sent_on for each in plans[self.codes[-1]].reminders if each.kind is LetterKind.OVERDUE]

    def letters(self, state: LetterState) -> list[Letter]:
        with self.store.read() as session:
            return list(session.exec(select(Letter).where(Letter.state == state)))


async def town_on(environment: WorkflowEnvironment, store: Database) -> Town:
    """Return the town with a cycle of its own, not started; its councils have sixty days."""
    now = await environment.get_current_time()
    deadline = (local_day(now) + timedelta(days=60)).isoformat()
    new = read_new_cycle(cycle_of(REGION, approval_deadline=deadline))
    created = create_cycle(store, new, today=local_day(now), at=now)
    return Town(
        environment=environment,
        store=store,
        cycle_id=created.id,
        codes=[party.code for party in parties_of(store, REGION)],
        begun_on=local_day(now),
        **_hands(environment, store, created.id),
    )


def moved_to(environment: WorkflowEnvironment, town: Town) -> Town:
    """Return the town with an engine that has never heard of it."""
    return replace(town, environment=environment, **_hands(environment, town.store, town.cycle_id))


def _hands(environment: WorkflowEnvironment, store: Database, cycle_id: str) -> dict[str, Any]:
    poster = MovablePoster(sender=SENDER)
    hands = hands_of(environment.client, store, poster, cycle_id=cycle_id, assumptions={})
    # in the plain register nobody acts by themselves
    return {"poster": poster, "hands": replace(hands, register=StoreRegister(store, rehearsed_now))}


def _approval(code: str, today: date) -> Ask:
    payload = AnswerPayload(
        outcome=Outcome.APPROVED,
        decided_by=DecidedBy.COUNCIL,
        meeting_date=today,
        agenda_item="5",
        decision_text="Godkendt.",
        reported_by="Rådssekretariatet",
    )
    return Ask(RequestKind.ANSWER, payload, party=code, round=1, by_link=True)
