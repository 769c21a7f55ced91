"""Whether the engine has anything left to do by itself."""

import asyncio

from temporalio.client import Client, WorkflowExecutionDescription


def has_work_in_hand(port: int) -> bool:
    """Tell whether any workflow has its turn or waits for an activity, be it in the hands of who was killed."""
    return asyncio.run(_has_work_in_hand(f"127.0.0.1:{port}"))


async def _has_work_in_hand(address: str) -> bool:
    client = await Client.connect(address)
    running = [listed async for listed in client.list_workflows('ExecutionStatus="Running"')]
    handles = [client.get_workflow_handle(each.id, run_id=each.run_id) for each in running]
    return any(map(_is_at_work, await asyncio.gather(*(handle.describe() for handle in handles))))


def _is_at_work(workflow: WorkflowExecutionDescription) -> bool:
    told = workflow.raw_description
    return bool(told.pending_activities) or told.HasField("pending_workflow_task")
