"""What becomes of the kinds and cycles of a database that was made before agreements had nine phases."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from sqlmodel import Session

from models.kinds import kind_by_code, kind_of, packaged_kind, seed_kinds
from models.migrations.sundhedsaftale import SHIPPED
from models.store.database import Database
from models.store.schema import configuration, migrate
from models.tables import Cycle, Kind
from workflows.rules.council.quorum import Quorum
from workflows.rules.course.phases import Phase
from workflows.rules.kinds import PartySelector, Stage

CODE = "sundhedsaftale"
CYCLE = "sundhedsaftale-nordjylland-2028"
BODY: dict[str, Any] = {
    "code": "1081",
    "kind": "region",
    "name": "Region Nordjylland",
    "short_name": "Nordjylland",
    "sort_key": "nordjylland",
    "region_code": "1081",
    "is_sure": True,
    "source": "",
    "valid_from": date(2007, 1, 1),
}
RUNNING: dict[str, Any] = {
    "id": CYCLE,
    "kind_code": CODE,
    "region_code": "1081",
    "title": "Sundhedsaftalen",
    "period_start": date(2028, 1, 1),
    "period_end": date(2031, 12, 31),
    "start_phase": "udarbejdelse",
    "phase": "godkendelse",
    "out_of_basis_reason": "",
    "is_example": False,
    "definition": SHIPPED,
    "start_fingerprint": "",
    "created_at": datetime(2026, 11, 1, tzinfo=UTC),
}


def old_database(url: str, definition: dict[str, Any], *, has_cycle: bool) -> Database:
    """Return a database that was made by the first migration, and migrated to the newest one with these rows."""
    database = Database(url)
    with database.write_in_turn() as session:
        config = configuration()
        config.attributes["connection"] = session.connection()
        command.upgrade(config, "0001")
        insert(session, "body", BODY)
        insert(session, "kind", {"code": CODE, "title": "Sundhedsaftale", "definition": definition})
        if has_cycle:
            insert(session, "cycle", RUNNING)
    migrate(url)
    seed_kinds(database)
    return database


def insert(session: Session, table: str, values: dict[str, Any]) -> None:
    """Insert a row as the table is now."""
    reflected = sa.Table(table, sa.MetaData(), autoload_with=session.connection())
    session.connection().execute(sa.insert(reflected).values(values))


def test_a_running_cycle_keeps_its_three_phases_and_the_next_one_has_nine(blank_url: str) -> None:
    database = old_database(blank_url, SHIPPED, has_cycle=True)
    with database.read() as session:
        frozen = kind_of(session.get_one(Cycle, CYCLE).definition)
        assert kind_by_code(session, CODE) == packaged_kind(CODE)
    database.close()
    assert frozen.phases == (Phase.DRAFTING, Phase.APPROVAL, Phase.CONFIRMATION)
    assert frozen.stages == (Stage(PartySelector.REGION_AND_MUNICIPALITIES, Quorum.ALL, days=56),)


def test_a_kind_that_no_cycle_is_of_is_put_there_anew(blank_url: str) -> None:
    database = old_database(blank_url, SHIPPED, has_cycle=False)
    with database.read() as session:
        assert kind_by_code(session, CODE) == packaged_kind(CODE)
    database.close()


@pytest.mark.parametrize("has_cycle", [True, False])
def test_a_kind_that_the_office_changed_stays_as_it_is(blank_url: str, *, has_cycle: bool) -> None:
    database = old_database(blank_url, SHIPPED | {"approval_days": 70}, has_cycle=has_cycle)
    with database.read() as session:
        kind = kind_by_code(session, CODE)
        assert "approval_days" not in session.get_one(Kind, CODE).definition
    database.close()
    assert kind.phases == (Phase.DRAFTING, Phase.APPROVAL, Phase.CONFIRMATION)
    assert [stage.days for stage in kind.stages] == [70]
