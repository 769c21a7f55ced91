"""Who may be chosen to own an initiative: whoever exists today in what the region has today."""

from datetime import date

import pytest

from models.queries.start.choices import bodies_of_region
from models.store.database import Database
from models.tables import Body, BodyKind, Cycle
from tests.models.seeding import seed_basis, seed_cycle

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
LAESOE, AALBORG = "825", "851"
LAST_DAY = date(2027, 12, 31)


@pytest.fixture
def ending(database: Database) -> Database:
    """Læsø ends with 2027, and Aalborg takes over."""
    seed_basis(database)
    seed_cycle(database, "aftale", parties=0)
    with database.write() as session:
        body = session.get_one(Body, LAESOE)
        body.valid_to, body.successor_code = LAST_DAY, AALBORG
    return database


def codes(database: Database, *, today: date) -> list[str]:
    with database.read() as session:
        found = [code for code, _ in bodies_of_region(session, "aftale", today=today)]
    assert AALBORG in found
    return found


def test_a_body_is_offered_until_its_last_day(ending: Database) -> None:
    assert LAESOE in codes(ending, today=date(2026, 11, 22))
    assert LAESOE in codes(ending, today=LAST_DAY)
    assert LAESOE not in codes(ending, today=date(2028, 1, 1))


def test_a_body_that_ended_without_an_heir_or_has_not_begun_is_not_offered(ending: Database) -> None:
    with ending.write() as session:
        session.get_one(Body, "kkr-1081").valid_to = date(2026, 1, 1)
        session.get_one(Body, "ssu-1081").valid_from = LAST_DAY
    found = codes(ending, today=date(2026, 11, 22))
    assert not {"kkr-1081", "ssu-1081"} & set(found)
    assert "ssu-1081" in codes(ending, today=LAST_DAY)


def test_a_region_offers_what_it_took_over(ending: Database) -> None:
    with ending.write() as session:
        old = session.get_one(Body, "1082")
        assert old.kind is BodyKind.REGION
        old.valid_to, old.successor_code = LAST_DAY, "1081"
        assert session.get_one(Cycle, "aftale").region_code == "1081"
    assert "kkr-1082" not in codes(ending, today=LAST_DAY)
    assert "kkr-1082" in codes(ending, today=date(2028, 1, 1))
