"""What the tests of the store stand on."""

import pytest

from models.store.database import Database
from tests.models.register.chaining import note


@pytest.fixture
def chain(database: Database) -> Database:
    """A database whose register holds five entries."""
    with database.write_in_turn() as session:
        for number in range(1, 6):
            note(session, number)
    return database
