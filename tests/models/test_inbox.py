"""The inbox: a key counts once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import func, select

from models.database import Database
from models.inbox import KeyReused, NewRequest, Receipt, put
from models.receipts import receipt_state
from models.requests import CancelPayload, NewLinkPayload, Payload
from models.tables import Request, RequestResult
from models.unrecorded import unrecorded_delivery
from tests.models.seeding import AT, seed_basis, seed_cycle
from workflows.rules.requests import RequestKind


@pytest.fixture
def store(database: Database) -> Database:
    seed_basis(database)
    seed_cycle(database, "cycle", parties=1)
    return database


def ask(store: Database, key: str = "k", *, payload: Payload | None = None, cycle: str = "cycle") -> Receipt:
    payload = payload or CancelPayload(reason="x")
    asked = NewRequest(key=key, cycle_id=cycle, kind=RequestKind.CANCEL, payload=payload, made_by="staff:1")
    return put(store, asked, at=AT)


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
    payload = NewLinkPayload(reason="x")
    asked = NewRequest(
        key="k",
        cycle_id="cycle",
        kind=RequestKind.NEW_LINK,
        round=1,
        party="cycle-0",
        payload=payload,
        made_by="staff:1",
    )
    number = put(store, asked, at=AT).number
    with store.read() as session:
        pending = unrecorded_delivery(session, number)
        assert pending is not None
        assert (pending.party, pending.party_name, pending.round) == ("cycle-0", "cycle-0", 1)
    with store.write() as session:
        session.add(RequestResult(request_id=number, is_recorded=True, outcome={}, decided_at=AT))
    with store.read() as session:
        assert unrecorded_delivery(session, number) is None
