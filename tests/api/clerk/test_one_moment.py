"""What a link shows is of one moment: before something was recorded, or after it."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlmodel import Session

from tests.api.asking import CONTACT_CHECK, HEARING_ANSWER, STATUS_REPORT, ask_status, check_contacts, hear
from tests.api.office import ANSWER, SQLITE_ONLY, Office
from tests.api.reading_pdf import text_of

pytestmark = SQLITE_ONLY
MOST_TRANSACTIONS = 5


def open_round(office: Office) -> str:
    office.open_round()
    return office.token()


ROOMS: dict[str, tuple[Callable[[Office], str], dict[str, Any]]] = {
    "b": (open_round, ANSWER),
    "h": (hear, HEARING_ANSWER),
    "k": (check_contacts, CONTACT_CHECK),
    "o": (ask_status, STATUS_REPORT),
}


@contextmanager
def recording_after(office: Office, transactions: int) -> Iterator[None]:
    """Have what lies in the inbox recorded as soon as a page has read that many times."""
    reading, left = office.database.read, [transactions]

    @contextmanager
    def read() -> Iterator[Session]:
        with reading() as session:
            yield session
        left[0] -= 1
        if left[0] == 0:
            office.record_all()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(office.database, "read", read)
        yield


def shown(office: Office, address: str) -> str:
    answer = office.client().get(address)
    assert answer.status_code == 200
    if address.endswith(".pdf"):
        return text_of(answer.content)
    return re.sub(r'name="nonce" value="[^"]*"', "", answer.text)


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("place", ["", "/kvittering/{}", "/kvittering/{}.pdf"], ids=["case", "receipt", "pdf"])
@pytest.mark.parametrize("transactions", range(1, MOST_TRANSACTIONS + 1))
def test_what_a_link_shows_is_of_one_moment(office: Office, room: str, place: str, transactions: int) -> None:
    begin, form = ROOMS[room]
    path = f"/{room}/{begin(office)}"
    posted = office.client().post(path, data=form | {"nonce": "n"})
    address = path + place.format(posted.headers["location"].rpartition("/")[2])
    before = shown(office, address)
    with recording_after(office, transactions):
        meanwhile = shown(office, address)
    office.record_all()
    after = shown(office, address)
    assert before != after
    assert meanwhile in {before, after}
