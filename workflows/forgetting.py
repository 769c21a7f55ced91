"""Forgetting by rule: once a week, at night, what has been kept long enough goes."""

from temporalio import workflow

from workflows.contracts.ports import Archive
from workflows.contracts.privacy import Forgotten
from workflows.temporal.retries import FORGETTING_TIMEOUT, RECORDING_RETRIES


@workflow.defn(name="Sletning")
class Forgetting:
    """Forgets once; the schedule starts it anew each week."""

    @workflow.run
    async def run(self) -> Forgotten:
        """Forget what is over, and return how much that was."""
        return await workflow.execute_activity_method(
            Archive.forget_by_rule,
            start_to_close_timeout=FORGETTING_TIMEOUT,
            retry_policy=RECORDING_RETRIES,
            summary="Sletter det, hvis opbevaringstid er gået",
        )
