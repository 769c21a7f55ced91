"""An imagined participant: it sleeps until its time has come, acts, and signals as the front door does."""

import asyncio
from datetime import timedelta

from temporalio import workflow
from temporalio.exceptions import FailureError

from workflows.naming import REQUEST_ARRIVED
from workflows.rehearsal.contracts import Imagination, ImaginedAct, ImaginedParticipant, Told
from workflows.temporal.retries import RECORDING_RETRIES, RECORDING_TIMEOUT


@workflow.defn(name="Tænkt deltager")
class Participant:
    """Plays one part of a rehearsal: a council, the secretariat in a phase, those whom an inquiry asks."""

    @workflow.run
    async def run(self, participant: ImaginedParticipant) -> None:
        """Act when each act's time has come."""
        for act in participant.acts:
            await workflow.sleep(max(act.at - workflow.now(), timedelta()))
            await asyncio.gather(*(_tell(told) for told in await _act(act)))


async def _act(act: ImaginedAct) -> tuple[Told, ...]:
    return await workflow.execute_activity_method(
        Imagination.act,
        act.number,
        start_to_close_timeout=RECORDING_TIMEOUT,
        retry_policy=RECORDING_RETRIES,
    )


async def _tell(told: Told) -> None:
    for workflow_id in told.workflow_ids:
        try:
            await workflow.get_external_workflow_handle(workflow_id).signal(REQUEST_ARRIVED, told.delivery)
        except FailureError:
            continue  # it does not run any more: the next one takes the request
        return
