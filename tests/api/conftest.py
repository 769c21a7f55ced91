"""What the tests of the faces stand on."""

import pytest

from models.database import Database
from tests.api.office import Office


@pytest.fixture
def office(database: Database) -> Office:
    """A seeded office without any cycle."""
    office = Office(database)
    office.seed()
    return office


@pytest.fixture
def round_(office: Office) -> Office:
    """An office whose cycle lies at the councils of Nordjylland."""
    office.open_round()
    return office
