"""An imagined participant tells of what it did as the front door does: the first that runs is told."""

from concurrent.futures import ThreadPoolExecutor

from temporalio import activity
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from cli.rehearsal.server import time_skipping_server
from workflows.contracts.requests import Delivery
from workflows.naming import REQUEST_ARRIVED, TASK_QUEUE
from workflows.rehearsal.contracts import Imagination, ImaginedAct, ImaginedParticipant, Told
from workflows.rehearsal.participant import Participant


class OneAnswer(Imagination):
    """A script of one answer, whose council's case has ended."""

    @activity.defn(name="Tænkt handling")
    def act(self, number: int) -> tuple[Told, ...]:
        return (Told(Delivery(number, "825"), ("forløb/runde-1/Læsø", "forløb", "forløb/runde-2/Læsø")),)


async def test_where_a_case_has_ended_its_cycle_is_told() -> None:
    async with time_skipping_server() as environment:
        client, now = environment.client, await environment.get_current_time()
        with ThreadPoolExecutor(1) as threads:
            worker = Worker(
                client,
                task_queue=TASK_QUEUE,
                workflows=[Participant],
                activities=[OneAnswer().act],
                activity_executor=threads,
                workflow_runner=UnsandboxedWorkflowRunner(),
            )
            cycle = await client.start_workflow("Aftaleforløb", id="forløb", task_queue="andres")
            async with worker:
                somebody = ImaginedParticipant("Læsø", (ImaginedAct(now, 7),))
                await client.execute_workflow(Participant.run, somebody, id="tænkt/Læsø", task_queue=TASK_QUEUE)
        told = [event async for event in cycle.fetch_history_events()]
        signals = [each.workflow_execution_signaled_event_attributes.signal_name for each in told]
        assert [name for name in signals if name] == [REQUEST_ARRIVED]
