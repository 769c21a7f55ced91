"""The weekly letters: on Monday morning each coordinator reads who is late and what has happened."""

import asyncio
from datetime import datetime

from temporalio import workflow
from temporalio.exceptions import ActivityError

from workflows.contracts.letters import LetterInput, LetterOrder
from workflows.contracts.ports import Digests, Letters
from workflows.rules.letters import LetterKind, Recipient
from workflows.temporal.retries import (
    DIGEST_PATIENCE,
    RECORDING_RETRIES,
    RECORDING_TIMEOUT,
    SENDING_RETRIES,
    SENDING_TIMEOUT,
)


@workflow.defn(name="Ugebreve")
class WeeklyDigest:
    """Sends one week's letters to the coordinators; the schedule starts it anew each week."""

    @workflow.run
    async def run(self) -> int:
        """Wait for the office's hours, write to every coordinator, and return how many were reached."""
        plan = await workflow.execute_activity_method(
            Digests.plan_digests,
            workflow.now(),
            start_to_close_timeout=RECORDING_TIMEOUT,
            retry_policy=RECORDING_RETRIES,
            summary="Ser efter, hvem der skal have ugebrev",
        )
        await self._wait_until(plan.at)
        reached = await asyncio.gather(*(self._write_to(staff) for staff in plan.staff))
        return sum(reached)

    async def _wait_until(self, at: datetime) -> None:
        if at > workflow.now():
            await workflow.sleep(at - workflow.now(), summary="Venter på, at kontorerne åbner")

    async def _write_to(self, staff: int) -> bool:
        order = LetterOrder(LetterKind.WEEKLY, "", Recipient.STAFF, planned_on=workflow.info().start_time.date())
        try:
            await workflow.execute_activity_method(
                Letters.send_single,
                LetterInput(order, staff=staff),
                start_to_close_timeout=SENDING_TIMEOUT,
                schedule_to_close_timeout=DIGEST_PATIENCE,
                retry_policy=SENDING_RETRIES,
                summary=order.kind.danish,
            )
        except ActivityError:
            workflow.logger.warning("weekly letter given up", extra={"staff": staff})
            return False
        return True
