"""The register: one unbroken chain, whoever writes; texts can be erased."""

import json
import multiprocessing
from datetime import timedelta, timezone
from hashlib import sha256

import pytest
from sqlmodel import Session, col, select

from models.register import ErasureBasis, Head, UnknownDigestError, append, erase, head, verify
from models.store.database import Database
from models.tables import RegisterEntry, SealedText
from tests.models.register.chaining import NOON, note, problems
from tests.waiting import PATIENCE

EACH = 50


def note_many(url: str) -> None:
    """Append from a process of its own."""
    database = Database(url)
    for number in range(EACH):
        with database.write_in_turn() as session:
            note(session, number)
    database.close()


def test_an_empty_register_has_a_head_of_zeros(database: Database) -> None:
    with database.read() as session:
        assert head(session) == Head(seq=0, hash="0" * 64)
        assert verify(session).entries == 0


def test_an_entry_hashes_what_it_says(database: Database) -> None:
    with database.write_in_turn() as session:
        entry = note(session)
        digest = session.exec(select(SealedText.digest)).one()
    expected = {
        "seq": 1,
        "prev": "0" * 64,
        "kind": "decision",
        "cycle": "sundhedsaftale-nordjylland-2028",
        "at": "2027-09-01T12:01:00.000000+00:00",
        "facts": {"party": "825", "number": 1, "counts": True, "corrects": None},
        "texts": {"decision_text": digest},
    }
    assert json.loads(entry.canonical) == expected
    assert entry.canonical == json.dumps(expected, sort_keys=True, separators=(",", ":")).encode()
    assert entry.hash == sha256(entry.canonical).hexdigest()


def test_the_chain_holds_no_text(database: Database) -> None:
    with database.write_in_turn() as session:
        entry = note(session, text="Maren Testperson gjorde indsigelse.")
    assert b"Maren" not in entry.canonical


def test_the_same_text_is_sealed_differently_each_time(database: Database) -> None:
    with database.write_in_turn() as session:
        note(session, 1, text="Godkendt.")
        note(session, 2, text="Godkendt.")
        seals = session.exec(select(SealedText)).all()
    assert len({seal.digest for seal in seals}) == len({seal.salt for seal in seals}) == 2


def test_each_entry_carries_the_hash_before(chain: Database) -> None:
    with chain.read() as session:
        entries = session.exec(select(RegisterEntry).order_by(col(RegisterEntry.seq))).all()
        assert [entry.seq for entry in entries] == [1, 2, 3, 4, 5]
        assert [entry.prev for entry in entries] == ["0" * 64, *(entry.hash for entry in entries[:-1])]
        assert head(session) == Head(seq=5, hash=entries[-1].hash)


def test_an_instant_of_another_zone_verifies(database: Database) -> None:
    copenhagen = timezone(timedelta(hours=2))
    with database.write_in_turn() as session:
        append(session, kind="x", cycle_id="c", facts={}, texts={}, at=NOON.astimezone(copenhagen))
    assert problems(database) == ()


def test_an_instant_without_a_time_zone_is_refused(database: Database) -> None:
    with database.write_in_turn() as session, pytest.raises(ValueError, match="time zone"):
        append(session, kind="x", cycle_id="c", facts={}, texts={}, at=NOON.replace(tzinfo=None))


def test_two_processes_at_once_make_one_unbroken_chain(database: Database, database_url: str) -> None:
    spawning = multiprocessing.get_context("spawn")
    writers = [spawning.Process(target=note_many, args=(database_url,)) for _ in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(PATIENCE)
    assert [writer.exitcode for writer in writers] == [0, 0]
    with database.read() as session:
        found = verify(session)
        assert (found.entries, found.problems, found.erased) == (2 * EACH, (), 0)
        assert head(session).seq == 2 * EACH


def test_an_untouched_chain_is_sound(chain: Database) -> None:
    with chain.read() as session:
        found = verify(session)
    assert found.is_sound
    assert (found.entries, found.erased) == (5, 0)


def digest_in(session: Session, entry: int) -> str:
    return session.exec(select(SealedText.digest).where(SealedText.entry == entry)).one()


def test_an_erased_text_is_no_problem(chain: Database) -> None:
    with chain.write_in_turn() as session:
        digest = digest_in(session, 2)
        entries = erase(session, {digest: ""}, at=NOON, basis=ErasureBasis.REQUEST)
        again = erase(session, {digest: ""}, at=NOON, basis=ErasureBasis.REQUEST)
    with chain.read() as session:
        found = verify(session)
        row = session.exec(select(SealedText).where(SealedText.entry == 2)).one()
    assert (found.entries, found.problems, found.erased) == (6, (), 1)
    assert (row.text, row.salt) == (None, None)
    assert [json.loads(entry.canonical)["facts"] for entry in entries] == [
        {"basis": "request", "digests": [digest]}
    ]
    assert again == ()


def test_what_takes_the_place_of_an_erased_text_is_sealed_in_turn(chain: Database) -> None:
    with chain.write_in_turn() as session:
        erase(session, {digest_in(session, 2): "Indstillingen"}, at=NOON, basis=ErasureBasis.RETENTION)
    with chain.read() as session:
        instead = session.exec(select(SealedText).where(SealedText.entry == 6)).one()
        assert (instead.field, instead.text) == ("2.decision_text", "Indstillingen")
        assert verify(session).is_sound


def test_each_cycle_tells_of_its_own_erased_texts(chain: Database) -> None:
    with chain.write_in_turn() as session:
        append(session, kind="x", cycle_id="c", facts={}, texts={"reason": "Maren"}, at=NOON)
        digests = {digest_in(session, number): "" for number in (1, 2, 6)}
        entries = erase(session, digests, at=NOON, basis=ErasureBasis.REQUEST)
    told = {entry.cycle_id: len(json.loads(entry.canonical)["facts"]["digests"]) for entry in entries}
    assert told == {"sundhedsaftale-nordjylland-2028": 2, "c": 1}
    assert problems(chain) == ()


def test_a_text_that_was_never_sealed_cannot_be_erased(chain: Database) -> None:
    with chain.write_in_turn() as session, pytest.raises(UnknownDigestError):
        erase(session, {"f" * 64: "", digest_in(session, 2): ""}, at=NOON, basis=ErasureBasis.REQUEST)
    with chain.read() as session:
        assert verify(session).erased == 0
