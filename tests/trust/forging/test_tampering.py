"""Whoever tampers with the register is found: in the export by the prover, in the database by verifying."""

from itertools import product
from typing import Final

import pytest
from sqlmodel import Session

from models.migrations.guards import GUARDED
from models.register import verify
from models.store.database import Database
from tests.trust.forging.real_register import lived_in
from tests.trust.forging.tampering import tampered_registers

TAMPERINGS: Final = {
    "UPDATE decision SET outcome = 'rejected' WHERE id = 1": "beslutningen siger noget andet",
    "UPDATE decision SET decision_text = 'Forkastet.' WHERE id = 2": "beslutningen siger noget andet",
    "UPDATE decision SET party = '860' WHERE id = 3": "beslutningen siger noget andet",
    "UPDATE decision SET is_late = true WHERE id = 3": "det er ændret, om beslutningen kom efter runden",
    "UPDATE version SET sha256 = (SELECT max(sha256) FROM document)": "versionen siger noget andet",
    "UPDATE version SET label = 'endelig'": "versionen siger noget andet",
    "UPDATE document SET content = (SELECT content FROM document ORDER BY sha256 LIMIT 1)": "er byttet ud",
    "UPDATE case_fact SET counts = true WHERE kind = 'ruled'": "rådets sag siger noget andet",
    "DELETE FROM case_fact WHERE kind = 'protested'": "for rådets sag, mangler",
    "UPDATE case_fact SET meeting = '2027-12-24' WHERE kind = 'planned'": "rådets sag siger noget andet",
    "DELETE FROM minutes_check": "kontrollen mod referatet mangler",
    "UPDATE request SET payload = (SELECT payload FROM request WHERE kind = 'deadline')": "siger noget andet",
    "UPDATE request_result SET is_recorded = false WHERE entry = 5": "hvad der blev af henvendelse",
    "UPDATE deadline_move SET new_deadline = '2028-06-01'": "den flyttede frist siger noget andet",
    "UPDATE hearing_answer SET text = 'Ingen bemærkninger.'": "høringssvaret siger noget andet",
    "UPDATE hearing_answer SET reported_by = 'En anden'": "høringssvaret siger noget andet",
    "UPDATE call SET quiet_until = '2028-01-01'": "opkaldet siger noget andet",
    "UPDATE cycle SET title = 'En anden aftale'": "forløbet siger noget andet",
    "DELETE FROM round_party WHERE code = '825'": "spørger andre parter",
    "UPDATE round SET deadline = '2028-06-01'": "siger noget andet end posterne (»deadline«)",
    "UPDATE case_fact SET round = 2": "rådets sag siger noget andet",
    "UPDATE case_fact SET cycle_id = (SELECT max(id) FROM cycle)": "rådets sag siger noget andet",
    "UPDATE case_fact SET id = id + 1000 WHERE kind = 'ruled'": "står i en anden rækkefølge",
    "INSERT INTO case_fact (cycle_id, round, party, kind, request_id, recorded_on) SELECT"
    " cycle_id, round, party, kind, request_id, recorded_on FROM case_fact WHERE id = 1": "det samme flere gange",
    "UPDATE decision SET cycle_id = (SELECT max(id) FROM cycle)": "(»cycle_id«)",
    "UPDATE decision SET recorded_at = '2027-10-01 09:00:00'": "(»recorded_at«)",
    "UPDATE decision SET is_closed_item = true": "(»is_closed_item«)",
    "UPDATE minutes_check SET checked_at = '2027-10-01 09:00:00'": "kontrollen mod referatet mangler",
    "UPDATE hearing_answer SET id = id + 1000 WHERE party = '825'": "står i en anden rækkefølge",
    "UPDATE inquiry_party SET answered_by = NULL": "om, hvad 825 svarede",
    "UPDATE cycle SET is_public = true": "siger noget andet end posterne (»is_public«)",
    "DELETE FROM decision WHERE id = 1": ": beslutningen mangler",
    "UPDATE case_fact SET decision_id = NULL WHERE id = 2": "rådets sag siger noget andet",
    "DELETE FROM request WHERE kind = 'deadline'": ": henvendelse nr. 5 mangler",
    "DELETE FROM request_result WHERE entry = 5": "hvad der blev af henvendelse",
    "DELETE FROM inquiry": ": spørgerunden høring mangler",
    "UPDATE inquiry SET slug = 'høring-2'": "ingen post om spørgerunden høring-2",
    "INSERT INTO minutes_check (decision_id, request_id, checked_at)"
    " SELECT id, request_id, recorded_at FROM decision WHERE corrects IS NOT NULL": "ingen post om kontrollen",
    "DELETE FROM register_entry WHERE kind = 'call'": ", skønt den siges at være registreret",
    "DELETE FROM register_entry WHERE seq = (SELECT max(seq) FROM register_entry)": "ligger en tekst til den",
    "UPDATE cycle SET id = 'en-anden-aftale' WHERE id = (SELECT min(id) FROM cycle)": "nordjylland-2028 mangler",
}
OF_ANOTHER_SORT: Final = {
    "UPDATE document SET content = 'Aftalen'": "er byttet ud",
    "UPDATE decision SET party = x'383235'": "som ikke kan læses, i poster eller rækker: b'825'",
    "UPDATE register_entry SET recorded_at = 'i går'": "som ikke kan læses, i poster eller rækker: Invalid",
}


def test_every_tampered_register_is_found_and_no_erasure_is_taken_for_tampering() -> None:
    figure = tampered_registers(120)
    assert figure.measured == "120 af 120 fundet; 0 falske alarmer efter 12 sletninger"
    assert figure.is_met


def test_every_row_that_people_read_is_held_against_its_entry(database: Database) -> None:
    lived_in(database)
    with database.read() as session:
        assert verify(session).problems == ()
        assert verify(session).entries > 30
    for statement, expected in TAMPERINGS.items():
        problems = tampered(database, statement)
        assert any(expected in problem for problem in problems), (statement, problems)
    with database.read() as session:
        assert verify(session).is_sound


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_bytes_for_a_text_and_a_text_for_bytes_are_found(database: Database) -> None:
    lived_in(database)
    for statement, expected in OF_ANOTHER_SORT.items():
        problems = tampered(database, statement)
        assert any(expected in problem for problem in problems), (statement, problems)


def tampered(database: Database, statement: str) -> tuple[str, ...]:
    """Do what somebody could who owns the database, prove it, and take it back."""
    with database.write() as session:
        disarm(session)
        assert session.connection().exec_driver_sql(statement).rowcount > 0, statement
        problems = verify(session).problems
        session.rollback()
    return problems


def disarm(session: Session) -> None:
    """Take the guards away, and what holds a row to those that it points to."""
    connection = session.connection()
    is_sqlite = connection.dialect.name == "sqlite"
    connection.exec_driver_sql(
        "PRAGMA defer_foreign_keys = ON" if is_sqlite else "SET LOCAL session_replication_role = replica"
    )
    for table, verb in product(GUARDED, ("update", "delete")):
        where = "" if is_sqlite else f" ON {table}"
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_{verb}_refused{where}")
