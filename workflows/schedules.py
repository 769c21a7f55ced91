"""What starts by itself: the weekly letters, on Monday mornings in Copenhagen."""

from datetime import timedelta
from typing import Final

from temporalio.client import (
    Client,
    Schedule,
    ScheduleActionStartWorkflow,
    ScheduleAlreadyRunningError,
    ScheduleCalendarSpec,
    ScheduleOverlapPolicy,
    SchedulePolicy,
    ScheduleRange,
    ScheduleSpec,
    ScheduleUpdate,
    ScheduleUpdateInput,
)

from workflows.digest import WeeklyDigest
from workflows.naming import TASK_QUEUE

WEEKLY: Final = "ugebreve"
MONDAY, EIGHT_O_CLOCK = 1, 8
STILL_NEWS: Final = timedelta(days=1)
"""After an outage a letter of yesterday still goes; an older one does not."""


async def prepare_schedules(client: Client) -> None:
    """Create the schedules, or bring them up to date; one that the office paused stays paused."""
    try:
        await client.create_schedule(WEEKLY, _weekly())
    except ScheduleAlreadyRunningError:
        await client.get_schedule_handle(WEEKLY).update(_brought_up_to_date)


def _weekly() -> Schedule:
    return Schedule(
        action=ScheduleActionStartWorkflow(
            WeeklyDigest.run,
            id=WEEKLY,
            task_queue=TASK_QUEUE,
            static_summary="Ugens overblik til koordinatorerne",
        ),
        spec=ScheduleSpec(
            calendars=[
                ScheduleCalendarSpec(
                    day_of_week=[ScheduleRange(MONDAY)],
                    hour=[ScheduleRange(EIGHT_O_CLOCK)],
                    comment="mandag kl. 8",
                )
            ],
            time_zone_name="Europe/Copenhagen",
        ),
        policy=SchedulePolicy(overlap=ScheduleOverlapPolicy.SKIP, catchup_window=STILL_NEWS),
    )


def _brought_up_to_date(known: ScheduleUpdateInput) -> ScheduleUpdate:
    schedule = _weekly()
    schedule.state = known.description.schedule.state
    return ScheduleUpdate(schedule)
