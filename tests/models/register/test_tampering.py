"""Nothing in the register changes unseen, even when the guards were taken away."""

from hashlib import sha256
from itertools import product

import pytest
from sqlmodel import select

from models.register import ErasureBasis, erase
from models.store.database import Database
from models.tables import SealedText
from tests.models.register.chaining import NOON, problems


def tamper(database: Database, *statements: str) -> None:
    """Do what somebody could who owns the database: take the guards away and write."""
    with database.write() as session:
        connection = session.connection()
        for table, verb in product(("register_entry", "sealed_text"), ("update", "delete")):
            where = "" if connection.dialect.name == "sqlite" else f" ON {table}"
            connection.exec_driver_sql(f"DROP TRIGGER {table}_{verb}_refused{where}")
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_a_changed_content_is_found(chain: Database) -> None:
    tamper(chain, "UPDATE register_entry SET canonical = '' WHERE seq = 3")
    assert problems(chain) == ("Post 3: indholdet svarer ikke til postens kontrolsum.",)


def test_a_changed_column_is_found(chain: Database) -> None:
    tamper(chain, "UPDATE register_entry SET kind = 'ruling' WHERE seq = 3")
    assert problems(chain) == ("Post 3: kolonnerne siger noget andet end det indhold, der blev forseglet.",)


def test_a_content_changed_together_with_its_hash_breaks_the_chain(chain: Database) -> None:
    braces = "x'7b7d'" if chain.engine.dialect.name == "sqlite" else "'{}'"
    forged = sha256(b"{}").hexdigest()
    tamper(chain, f"UPDATE register_entry SET canonical = {braces}, hash = '{forged}' WHERE seq = 3")
    assert problems(chain) == (
        "Post 3: indholdet er ikke en post.",
        "Post 4: kæden er brudt; den peger ikke på post 3.",
    )


def test_a_removed_entry_is_found(chain: Database) -> None:
    tamper(chain, "DELETE FROM sealed_text WHERE entry = 3", "DELETE FROM register_entry WHERE seq = 3")
    assert problems(chain) == (
        "Post 4: nummeret følger ikke efter post 2; der mangler poster imellem.",
        "Post 4: kæden er brudt; den peger ikke på post 2.",
    )


def test_an_inserted_entry_is_found(chain: Database) -> None:
    tamper(
        chain,
        "INSERT INTO register_entry (seq, prev, hash, kind, cycle_id, canonical, recorded_at)"
        " SELECT 6, 'somewhere', 'else', kind, cycle_id, canonical, recorded_at FROM register_entry WHERE seq = 3",
    )
    assert problems(chain) == (
        "Post 6: kæden er brudt; den peger ikke på post 5.",
        "Post 6: indholdet svarer ikke til postens kontrolsum.",
    )


def test_entries_that_changed_places_are_found(chain: Database) -> None:
    moves = [(2, 99), (3, 2), (99, 3)]
    tamper(
        chain,
        "DELETE FROM sealed_text",
        *(f"UPDATE register_entry SET seq = {after} WHERE seq = {before}" for before, after in moves),
    )
    found = problems(chain)
    assert "Post 2: kæden er brudt; den peger ikke på post 1." in found
    assert "Post 2: kolonnerne siger noget andet end det indhold, der blev forseglet." in found
    assert "Post 4: kæden er brudt; den peger ikke på post 3." in found


def test_a_removed_text_is_found(chain: Database) -> None:
    tamper(chain, "DELETE FROM sealed_text WHERE entry = 2")
    assert problems(chain) == ("Post 2: teksten »decision_text« mangler.",)


def test_an_added_text_is_found(chain: Database) -> None:
    tamper(
        chain, "INSERT INTO sealed_text (digest, entry, field, salt, text) VALUES ('d', 2, 'remarks', 's', 't')"
    )
    assert problems(chain) == ("Post 2: der ligger en tekst, som posten ikke kender.",)


@pytest.mark.parametrize(
    "change", ["text = 'Indstillingen forkastes.'", "salt = 'x'", "text = NULL", "salt = NULL"]
)
def test_a_changed_text_is_found(chain: Database, change: str) -> None:
    tamper(chain, f"UPDATE sealed_text SET {change} WHERE entry = 2")
    assert problems(chain) == ("Post 2: teksten »decision_text« er ændret.",)


def test_a_text_that_lost_its_first_words_to_its_salt_is_found(chain: Database) -> None:
    with chain.read() as session:
        row = session.exec(select(SealedText).where(SealedText.entry == 2)).one()
        assert row.salt is not None
        assert row.text is not None
        salt, text = row.salt + row.text[:13].encode().hex(), row.text[13:]
    widen = "ALTER TABLE sealed_text ALTER salt TYPE varchar(200)"  # SQLite minds no length
    update = f"UPDATE sealed_text SET salt = '{salt}', text = '{text}' WHERE entry = 2"
    tamper(chain, *([widen] if chain.engine.dialect.name == "postgresql" else []), update)
    assert problems(chain) == ("Post 2: teksten »decision_text« er ændret.",)


def test_a_text_that_somebody_took_away_is_not_called_erased(chain: Database) -> None:
    tamper(chain, "UPDATE sealed_text SET text = NULL, salt = NULL WHERE entry = 2")
    assert problems(chain) == (
        "Post 2: teksten »decision_text« er fjernet, uden at en post siger, at den er slettet.",
    )


def test_a_text_that_came_back_after_it_was_erased_is_found(chain: Database) -> None:
    with chain.write_in_turn() as session:
        row = session.exec(select(SealedText).where(SealedText.entry == 2)).one()
        digest, salt, text = row.digest, row.salt, row.text
        erase(session, {digest: ""}, at=NOON, basis=ErasureBasis.REQUEST)
    tamper(chain, f"UPDATE sealed_text SET text = '{text}', salt = '{salt}' WHERE entry = 2")
    assert problems(chain) == (
        "Post 2: teksten »decision_text« ligger her endnu, skønt post 6 siger, at den er slettet.",
    )
