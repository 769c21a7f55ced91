"""The inbox: a key counts once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import func, select

from models.inbox.receipts import receipt_state
from models.inbox.submission import KeyReused, NewRequest, Receipt, submit
from models.inbox.unrecorded import unrecorded_up_to
from models.store.database import Database
from models.tables import Request, RequestResult
from request_types import Payload
from request_types.councils import NewLinkPayload
from request_types.cycles import CancelPayload
from tests.models.seeding import AT, seed_basis, seed_cycle
from workflows.rules.requests import RequestKind


@pytest.fixture
def store(database: Database) -> Database:
    seed_basis(database)
    seed_cycle(database, "cycle", parties=1)
    with database.read() as session:
        (seeded,) = session.exec(select(Request.id)).all()
    decide(database, seeded or 0)
    return database


def ask(store: Database, key: str = "k", *, payload: Payload | None = None, cycle: str = "cycle") -> Receipt:
    payload = payload or CancelPayload(reason="x")
    asked = NewRequest(key=key, cycle_id=cycle, kind=RequestKind.CANCEL, payload=payload, made_by="staff:1")
    return submit(store, asked, at=AT)


def test_a_repeat_gives_the_first_receipt(store: Database) -> None:
    first, again = ask(store), ask(store)
    assert (first.is_new, again.is_new) == (True, False)
    assert first.number == again.number
    assert ask(store, "other").number != first.number


def test_twenty_at_once_are_one_row(store: Database) -> None:
    with ThreadPoolExecutor(20) as pool:
        receipts = list(pool.map(lambda _: ask(store), range(20)))
    assert len({receipt.number for receipt in receipts}) == 1
    assert sum(receipt.is_new for receipt in receipts) == 1
    with store.read() as session:
        assert session.exec(select(func.count()).where(Request.key == "k")).one() == 1


def test_a_key_used_for_something_else_is_told(store: Database) -> None:
    first = ask(store)
    with pytest.raises(KeyReused) as reused:
        ask(store, payload=CancelPayload(reason="y"))
    assert reused.value.number == first.number


def test_nothing_is_asked_of_a_cycle_that_is_not_there(store: Database) -> None:
    with pytest.raises(IntegrityError):
        ask(store, cycle="nowhere")


def test_a_receipt_tells_what_came_of_it(store: Database) -> None:
    number = ask(store).number
    with store.read() as session:
        view = receipt_state(session, number)
        assert view is not None
        assert (view.word, view.is_decided) == ("Modtaget", False)
        assert receipt_state(session, 10**6) is None
    with store.write() as session:
        result = RequestResult(request_id=number, is_recorded=False, reason="nej", outcome={}, decided_at=AT)
        session.add(result)
    with store.read() as session:
        view = receipt_state(session, number)
        assert view is not None
        assert (view.word, view.reason) == ("Afvist", "nej")


def test_the_engine_is_told_by_the_councils_name_until_the_request_is_decided(store: Database) -> None:
    number = ask_for_link(store, "k", party="cycle-0")
    with store.read() as session:
        (pending,) = unrecorded_up_to(session, number)
        assert (pending.party, pending.party_name, pending.round) == ("cycle-0", "cycle-0", 1)
    decide(store, number)
    with store.read() as session:
        assert unrecorded_up_to(session, number) == ()


def test_what_the_same_council_asked_before_is_told_first(store: Database) -> None:
    decided, first, other, second, later = (
        ask_for_link(store, str(key), party=party)
        for key, party in enumerate(("cycle-0", "cycle-0", "cycle-1", "cycle-0", "cycle-0"))
    )
    of_the_cycle = ask(store).number
    decide(store, decided)
    with store.read() as session:
        told = {number: [each.number for each in unrecorded_up_to(session, number)] for number in (other, second)}
        assert told == {other: [other], second: [first, second]}
        assert [each.number for each in unrecorded_up_to(session, later)] == [first, second, later]
        assert [each.number for each in unrecorded_up_to(session, of_the_cycle)] == [of_the_cycle]


def ask_for_link(store: Database, key: str, *, party: str) -> int:
    payload = NewLinkPayload(reason="x")
    kind = RequestKind.NEW_LINK
    asked = NewRequest(
        key=key, cycle_id="cycle", kind=kind, round=1, party=party, payload=payload, made_by="staff:1"
    )
    return submit(store, asked, at=AT).number


def decide(store: Database, number: int) -> None:
    with store.write() as session:
        session.add(RequestResult(request_id=number, is_recorded=True, outcome={}, decided_at=AT))
