"""The migrations make what the tables say, all or nothing."""

import multiprocessing
import os
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect
from sqlalchemy.exc import DBAPIError

from models.store.database import Database
from models.store.schema import MIGRATIONS, configuration, current_is_head, migrate
from models.tables import metadata
from tests.waiting import PATIENCE


def test_migrations_and_tables_are_the_same(database: Database) -> None:
    assert len(metadata.tables) >= 20
    with database.read() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        names = set(inspect(session.connection()).get_table_names())
    assert names == {*metadata.tables, "alembic_version"}


def test_a_migrated_database_stands_at_the_newest_migration(database_url: str) -> None:
    assert current_is_head(database_url)


def test_migrating_twice_changes_nothing(database_url: str) -> None:
    migrate(database_url)
    assert current_is_head(database_url)


def test_a_blank_database_does_not_stand_at_the_newest_migration(blank_url: str) -> None:
    assert not current_is_head(blank_url)


def test_several_processes_may_migrate_at_once(blank_url: str) -> None:
    spawning = multiprocessing.get_context("spawn")
    starters = [spawning.Process(target=migrate, args=(blank_url,)) for _ in range(3)]
    for starter in starters:
        starter.start()
    for starter in starters:
        starter.join(PATIENCE)
    assert [starter.exitcode for starter in starters] == [0, 0, 0]
    assert current_is_head(blank_url)


def test_a_failed_migration_leaves_nothing(blank_url: str) -> None:
    database = Database(blank_url)
    with database.write() as session:
        session.connection().exec_driver_sql("CREATE TABLE staff (id INTEGER)")
    with pytest.raises(DBAPIError):
        migrate(blank_url)
    with database.read() as session:
        assert inspect(session.connection()).get_table_names() == ["staff"]
    database.close()


def test_the_way_back_leads_to_an_empty_database(database: Database) -> None:
    with database.write_in_turn() as session:
        config = configuration()
        config.attributes["connection"] = session.connection()
        command.downgrade(config, "base")
    with database.read() as session:
        assert inspect(session.connection()).get_table_names() == ["alembic_version"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_migration_that_alembic_drafts_names_no_type_of_ours(database: Database, tmp_path: Path) -> None:
    config = configuration()
    folders = f"{MIGRATIONS / 'versions'}{os.pathsep}{tmp_path}"
    config.set_main_option("version_locations", folders.replace("%", "%%"))
    with database.write_in_turn() as session:
        for table in ("api_token", "sealed_text"):
            session.connection().exec_driver_sql(f"DROP TABLE {table}")
        config.attributes["connection"] = session.connection()
        command.revision(config, "draft", autogenerate=True, version_path=str(tmp_path))
    (draft,) = (file.read_text() for file in tmp_path.glob("*.py"))
    for column in (
        "sa.Column('scope', sa.String(length=40), nullable=False)",
        "sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False)",
        "sa.Column('text', sa.String(), nullable=True)",
        "sa.Column('entry', sa.Integer(), nullable=False)",
    ):
        assert column in draft
    assert "models" not in draft
    assert "sqlmodel" not in draft
