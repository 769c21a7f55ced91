"""What starts by itself, in Copenhagen: the weekly letters on Mondays, forgetting by rule on Sunday nights."""

from collections.abc import Callable
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
from workflows.forgetting import Forgetting
from workflows.naming import TASK_QUEUE

WEEKLY: Final = "ugebreve"
FORGETTING: Final = "sletning"
SUNDAY, MONDAY = 0, 1
AT_NIGHT, EIGHT_O_CLOCK = 3, 8
STILL_NEWS: Final = timedelta(days=1)
"""After an outage a letter of yesterday still goes; an older one does not."""
STILL_DUE: Final = timedelta(days=7)
"""What is to be forgotten is forgotten even if the night was missed."""


async def prepare_schedules(client: Client) -> None:
    """Create the schedules, or bring them up to date; one that the office paused stays paused."""
    for name, schedule in ((WEEKLY, _weekly()), (FORGETTING, _forgetting())):
        try:
            await client.create_schedule(name, schedule)
        except ScheduleAlreadyRunningError:
            await client.get_schedule_handle(name).update(_as_it_is_paused(schedule))


def _weekly() -> Schedule:
    action = ScheduleActionStartWorkflow(
        WeeklyDigest.run,
        id=WEEKLY,
        task_queue=TASK_QUEUE,
        static_summary="Ugens overblik til koordinatorerne",
    )
    return _each_week(action, MONDAY, EIGHT_O_CLOCK, "mandag kl. 8", STILL_NEWS)


def _forgetting() -> Schedule:
    action = ScheduleActionStartWorkflow(
        Forgetting.run,
        id=FORGETTING,
        task_queue=TASK_QUEUE,
        static_summary="Sletter det, hvis opbevaringstid er gået",
    )
    return _each_week(action, SUNDAY, AT_NIGHT, "søndag kl. 3", STILL_DUE)


def _each_week(
    action: ScheduleActionStartWorkflow, day: int, hour: int, comment: str, catchup_window: timedelta
) -> Schedule:
    moment = ScheduleCalendarSpec(day_of_week=[ScheduleRange(day)], hour=[ScheduleRange(hour)], comment=comment)
    return Schedule(
        action=action,
        spec=ScheduleSpec(calendars=[moment], time_zone_name="Europe/Copenhagen"),
        policy=SchedulePolicy(overlap=ScheduleOverlapPolicy.SKIP, catchup_window=catchup_window),
    )


def _as_it_is_paused(schedule: Schedule) -> Callable[[ScheduleUpdateInput], ScheduleUpdate]:
    def brought_up_to_date(known: ScheduleUpdateInput) -> ScheduleUpdate:
        schedule.state = known.description.schedule.state
        return ScheduleUpdate(schedule)

    return brought_up_to_date
