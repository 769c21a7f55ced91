"""What coordinators may ask Temporal for."""

from datetime import timedelta

from temporalio.client import Client

from tests.journey.house import MIDTJYLLAND, MONDAY, House
from workflows.client import DATA_CONVERTER
from workflows.namespace import RETENTION, retention_of


async def test_mondays_query_returns_exactly_the_late_councils_of_one_cluster(house: House) -> None:
    client = await Client.connect(f"127.0.0.1:{house.ports['TEMPORAL_PORT']}", data_converter=DATA_CONVERTER)
    late = [workflow.id async for workflow in client.list_workflows(MONDAY)]
    assert late == [f"{MIDTJYLLAND}/runde-1/Lemvig"]
    everybody = [each.id async for each in client.list_workflows(f'Aftale="{MIDTJYLLAND}" AND Klynge="goedstrup"')]
    assert len(everybody) == 6


async def test_closed_cases_are_kept_for_ten_years(house: House) -> None:
    client = await Client.connect(f"127.0.0.1:{house.ports['TEMPORAL_PORT']}")
    assert await retention_of(client) == RETENTION == timedelta(days=3650)
