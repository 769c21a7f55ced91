"""What can be seen in Temporal: is it there, does it keep its memory, does anybody work?"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from cli.checkup.check import Check, check_of
from cli.settings import Settings
from cli.temporal import connect_to_temporal
from workflows.naming import TASK_QUEUE
from workflows.temporal.namespace import RETENTION, missing_search_attributes, retention_of
from workflows.temporal.schedules import FORGETTING, WEEKLY

PATIENCE_SECONDS: Final = 10.0
AWAY: Final = "Start Temporal; svar tages imod imens. Se TEMPORAL_ADDRESS og AFTALEHJULET_TEMPORAL_PORT."
RESTART: Final = "Genstart en worker, eller kør aftalehjul resume: de sætter det selv."


async def checks_of_engine(settings: Settings) -> list[Check]:
    """Return the checks of Temporal; where it does not answer that is the only one."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            client = await connect_to_temporal(settings)
            found = [await look(client) for look in LOOKS]
    except (RuntimeError, RPCError, TimeoutError):
        return [Check("temporal", "Temporal svarer ikke", AWAY)]
    return [Check("temporal", "Temporal svarer"), *found]


async def _of_retention(client: Client) -> Check:
    days = (await retention_of(client)).days
    found = f"Temporal husker afsluttede forløb i {days} dage"
    return check_of("retention", found, is_well=days >= RETENTION.days, to_do=RESTART)


async def _of_search_attributes(client: Client) -> Check:
    missing = await missing_search_attributes(client)
    found = f"Temporals søgefelter, der mangler: {len(missing)}"
    return check_of("search_attributes", found, is_well=not missing, to_do=RESTART)


async def _of_weekly_letters(client: Client) -> Check:
    return await _of_schedule(client, "weekly_letters", WEEKLY, "Ugebrevene")


async def _of_forgetting(client: Client) -> Check:
    return await _of_schedule(client, "forgetting", FORGETTING, "Sletning efter opbevaringstid")


async def _of_schedule(client: Client, name: str, schedule: str, what: str) -> Check:
    try:
        described = await client.get_schedule_handle(schedule).describe()
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
        return Check(name, f"{what}: ikke planlagt", RESTART)
    state = "sat på pause" if described.schedule.state.paused else "planlagt"
    return Check(name, f"{what}: {state}")


async def _of_workers(client: Client) -> Check:
    workflows = TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW
    queue = TaskQueue(name=TASK_QUEUE)
    request = DescribeTaskQueueRequest(namespace=client.namespace, task_queue=queue, task_queue_type=workflows)
    pollers = (await client.workflow_service.describe_task_queue(request)).pollers
    workers = len({poller.identity for poller in pollers})
    to_do = "Start mindst én worker; uden den registreres og sendes intet."
    return check_of("workers", f"Workere, der henter arbejde: {workers}", is_well=workers > 0, to_do=to_do)


LOOKS: Final[tuple[Callable[[Client], Awaitable[Check]], ...]] = (
    _of_retention,
    _of_search_attributes,
    _of_weekly_letters,
    _of_forgetting,
    _of_workers,
)
