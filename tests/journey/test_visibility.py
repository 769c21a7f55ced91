"""What coordinators may ask Temporal for."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from temporalio.client import Client

from tests.journey.house import MIDTJYLLAND, MONDAY, House
from tests.waiting import eventually
from workflows.temporal.converter import DATA_CONVERTER
from workflows.temporal.namespace import RETENTION, retention_of
from workflows.temporal.schedules import WEEKLY, prepare_schedules


async def test_mondays_query_returns_exactly_the_late_councils_of_one_cluster(house: House) -> None:
    client = await Client.connect(f"127.0.0.1:{house.ports['TEMPORAL_PORT']}", data_converter=DATA_CONVERTER)

    async def is_lemvig_alone() -> bool:
        # the demo's last answers are received when its start is done, and stand in the lists a moment later
        late = [workflow.id async for workflow in client.list_workflows(MONDAY)]
        return late == [f"{MIDTJYLLAND}/runde-1/Lemvig"]

    await eventually(is_lemvig_alone)
    everybody = [each.id async for each in client.list_workflows(f'Aftale="{MIDTJYLLAND}" AND Klynge="goedstrup"')]
    assert len(everybody) == 6


async def test_closed_cases_are_kept_for_ten_years(house: House) -> None:
    client = await Client.connect(f"127.0.0.1:{house.ports['TEMPORAL_PORT']}")
    assert await retention_of(client) == RETENTION == timedelta(days=3650)


async def test_the_weekly_letters_go_on_monday_mornings(house: House) -> None:
    client = await Client.connect(f"127.0.0.1:{house.ports['TEMPORAL_PORT']}", data_converter=DATA_CONVERTER)
    schedule = client.get_schedule_handle(WEEKLY)
    coming = (await schedule.describe()).info.next_action_times
    assert len(coming) > 3
    local = [instant.astimezone(ZoneInfo("Europe/Copenhagen")) for instant in coming]
    assert {(each.isoweekday(), each.hour, each.minute) for each in local} == {(1, 8, 0)}


async def test_a_schedule_that_the_office_paused_stays_paused_when_a_worker_starts(house: House) -> None:
    client = await Client.connect(f"127.0.0.1:{house.ports['TEMPORAL_PORT']}", data_converter=DATA_CONVERTER)
    schedule = client.get_schedule_handle(WEEKLY)
    await schedule.pause()
    await prepare_schedules(client)
    assert (await schedule.describe()).schedule.state.paused
    await schedule.unpause()
    await prepare_schedules(client)
    assert not (await schedule.describe()).schedule.state.paused
