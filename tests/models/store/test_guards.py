"""History is guarded by the database itself."""

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError

from models.migrations.guards import GUARDED, guard
from models.store.database import Database

ROWS = {
    "document": "INSERT INTO document (sha256, content, media_type, size) VALUES ('a', '', 'application/pdf', 0)",
    "kind": "INSERT INTO kind (code, title, definition) VALUES ('k', 'K', '{}')",
    "body": (
        "INSERT INTO body (code, kind, name, short_name, sort_key, region_code, is_sure, source, valid_from)"
        " VALUES ('r', 'region', 'R', 'R', 'r', 'r', true, '', '2027-01-01')"
    ),
    "cycle": (
        "INSERT INTO cycle (id, kind_code, region_code, title, period_start, period_end, start_phase, phase,"
        " out_of_basis_reason, is_example, definition, start_fingerprint, created_at)"
        " VALUES ('c', 'k', 'r', 'C', '2028-01-01', '2031-12-31', 'udarbejdelse', 'udarbejdelse',"
        " '', false, '{}', '', '2027-01-01')"
    ),
    "version": (
        "INSERT INTO version (id, cycle_id, number, label, filename, sha256, is_editorial, reason, created_at)"
        " VALUES (1, 'c', 1, 'V', 'v.pdf', 'a', false, '', '2027-01-01')"
    ),
    "version_part": (
        "INSERT INTO version_part (version_id, position, title, filename, sha256)"
        " VALUES (1, 1, 'styringsaftale', 's.pdf', 'a')"
    ),
    "request": (
        "INSERT INTO request (id, key, cycle_id, round, party, kind, payload, made_by, received_at)"
        " VALUES (1, 'k', 'c', 0, '', 'start', '{}', 'staff:1', '2027-01-01')"
    ),
    "register_entry": (
        "INSERT INTO register_entry (seq, prev, hash, kind, cycle_id, canonical, recorded_at)"
        " VALUES (1, 'p', 'h', 'decision', 'c', '', '2027-01-01')"
    ),
    "sealed_text": (
        "INSERT INTO sealed_text (digest, entry, field, salt, text) VALUES ('d', 1, 'reason', 's', 't')"
    ),
}
COLUMN = {
    "document": "media_type",
    "version": "label",
    "version_part": "title",
    "request": "made_by",
    "register_entry": "kind",
    "sealed_text": "field",
}


def fill(database: Database) -> None:
    """Lay one row into each guarded table, and into those that it points to."""
    with database.write() as session:
        for statement in ROWS.values():
            session.connection().exec_driver_sql(statement)


def refuses(database: Database, statement: str) -> bool:
    """Return whether the database refused the statement because of a guard."""
    with pytest.raises(DBAPIError) as refusal, database.write() as session:
        session.connection().exec_driver_sql(statement)
    return "is insert-only" in str(refusal.value)


@pytest.mark.parametrize("table", GUARDED)
def test_a_row_of_history_cannot_be_changed(database: Database, table: str) -> None:
    fill(database)
    assert refuses(database, f"UPDATE \"{table}\" SET {COLUMN[table]} = 'x'")


@pytest.mark.parametrize("table", sorted(GUARDED.keys() - {"document"}))
def test_a_row_of_history_cannot_be_removed(database: Database, table: str) -> None:
    fill(database)
    assert refuses(database, f'DELETE FROM "{table}"')


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("table", GUARDED)
def test_a_table_of_history_cannot_be_emptied(database: Database, table: str) -> None:
    fill(database)
    assert refuses(database, f'TRUNCATE "{table}" CASCADE')


@pytest.mark.parametrize(
    "change",
    [
        "text = 'x'",
        "salt = 'x'",
        "text = NULL",
        "salt = NULL",
        "text = NULL, salt = NULL, field = 'x'",
        "text = NULL, salt = NULL, digest = 'x'",
    ],
)
def test_a_sealed_text_can_only_be_erased_whole(database: Database, change: str) -> None:
    fill(database)
    assert refuses(database, f"UPDATE sealed_text SET {change}")


def test_a_sealed_text_can_be_erased(database: Database) -> None:
    fill(database)
    with database.write() as session:
        session.connection().exec_driver_sql("UPDATE sealed_text SET text = NULL, salt = NULL")
    with database.read() as session:
        assert session.connection().exec_driver_sql("SELECT salt, text FROM sealed_text").all() == [(None, None)]


def test_a_guard_can_be_set_again_after_a_table_was_rebuilt(database: Database) -> None:
    fill(database)
    with database.write() as session:
        for table, lets_through in GUARDED.items():
            guard(session.connection(), table, lets_through)
    assert refuses(database, "UPDATE register_entry SET kind = 'x'")


def test_of_a_request_only_what_was_typed_can_be_erased(database: Database) -> None:
    fill(database)
    assert refuses(database, "UPDATE request SET payload = '{}'")
    assert refuses(database, "UPDATE request SET payload = '{}', erased_at = '2027-01-02', party = '825'")
    with database.write() as session:
        session.connection().exec_driver_sql("UPDATE request SET payload = '{}', erased_at = '2027-01-02'")


def test_a_document_can_be_removed_when_nothing_names_it(database: Database) -> None:
    fill(database)
    with pytest.raises(IntegrityError), database.write() as session:
        session.connection().exec_driver_sql("DELETE FROM document")
    with database.write() as session:
        statement = "INSERT INTO document (sha256, content, media_type, size) VALUES ('b', '', 'text/plain', 0)"
        session.connection().exec_driver_sql(statement)
        session.connection().exec_driver_sql("DELETE FROM document WHERE sha256 = 'b'")
