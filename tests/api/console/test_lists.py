"""Long lists in pages: cycles, a cycle's letters and its register."""

import pytest
from sqlmodel import col, select

from api.console.paging import Paging
from models.access.staff import Role
from models.tables import Cycle, Letter
from tests.api.office import SQLITE_ONLY, Office
from workflows.rules.letters import LetterKind, LetterState, Recipient

pytestmark = SQLITE_ONLY


def seen(office: Office, path: str) -> str:
    page = office.signed_in(Role.COORDINATOR).get(path)
    assert page.status_code == 200, path
    return str(page.text).split("<main", 1)[1]


def write_letters(office: Office, count: int) -> None:
    with office.database.write() as session:
        for number in range(count):
            is_lost = number == 0
            letter = Letter(
                key=f"l/{number}",
                kind=LetterKind.AGENDA_REMINDER,
                recipient=Recipient.CONTACT,
                cycle_id=office.cycle,
                round=1,
                party="825" if number % 2 else "851",
                state=LetterState.UNDELIVERABLE if is_lost else LetterState.SENT,
                problem="Postkassen <findes> ikke" if is_lost else "",
                ordered_at=office.now,
            )
            session.add(letter)


def test_the_cycles_page_keeps_the_newest_ten_letters_and_what_was_not_delivered(round_: Office) -> None:
    write_letters(round_, 70)
    text = seen(round_, f"/forloeb/{round_.cycle}")
    assert text.count(">ikke leveret</span>") >= 1
    assert "Postkassen &lt;findes&gt; ikke" in text
    assert f'href="/forloeb/{round_.cycle}/breve"' in text
    assert text.count('<td data-title="Tilstand">') == 11


def test_letters_come_in_pages_and_are_found_by_state_and_council(round_: Office) -> None:
    write_letters(round_, 70)
    place = f"/forloeb/{round_.cycle}/breve"
    first, second = seen(round_, place), seen(round_, f"{place}?side=2")
    assert "70 breve, det nyeste først." in first
    assert [text.count('<td data-title="Tilstand">') for text in (first, second)] == [50, 20]
    assert "Postkassen &lt;findes&gt; ikke" in second
    lost = seen(round_, f"{place}?tilstand=ikke+leveret")
    assert "1 brev, det nyeste først." in lost
    assert "35 breve" in seen(round_, f"{place}?raad=825")
    assert "Der er ingen breve her." in seen(round_, f"{place}?raad=825&tilstand=ikke+leveret")
    assert "70 breve" in seen(round_, f"{place}?tilstand=%3Cb%3E")
    assert seen(round_, f"{place}?side=99999").count('<td data-title="Tilstand">') == 20


def test_the_register_has_a_page_of_its_own(round_: Office) -> None:
    text = seen(round_, f"/forloeb/{round_.cycle}/registeret")
    assert "runde åbnet" in text
    assert round_.signed_in(Role.COORDINATOR).get("/forloeb/ukendt/registeret").status_code == 404
    assert round_.signed_in(Role.COORDINATOR).get("/forloeb/ukendt/breve").status_code == 404


def test_cycles_come_in_pages(office: Office) -> None:
    first = office.begin()
    with office.database.write() as session:
        row = session.exec(select(Cycle).where(col(Cycle.id) == first)).one()
        for number in range(60):
            session.add(Cycle(**row.model_dump() | {"id": f"{first}-{number:02}"}))
    texts = [seen(office, f"/forloeb{end}") for end in ("", "?side=2", "?side=3")]
    assert [text.count('<td data-title="Region">') for text in texts] == [50, 11, 11]
    assert 'aria-label="Side 2" aria-current="page"' in texts[1]


@pytest.mark.parametrize("side", ["0", "-1", "x", "999999999"])
def test_a_page_that_cannot_be_is_refused(office: Office, side: str) -> None:
    assert office.signed_in(Role.COORDINATOR).get(f"/forloeb?side={side}").status_code == 422


@pytest.mark.parametrize(
    ("number", "total", "numbers"),
    [
        (1, 0, (1,)),
        (1, 350, (1, 2, 3, 4, 5, 6, 7)),
        (1, 1000, (1, 2, 0, 20)),
        (10, 1000, (1, 0, 9, 10, 11, 0, 20)),
        (99, 1000, (1, 0, 19, 20)),
    ],
)
def test_far_pages_are_left_out_of_the_row(
    office: Office, number: int, total: int, numbers: tuple[int, ...]
) -> None:
    assert office.cycle
    paging = Paging("/x", number, total, {"q": "æ&b", "raad": ""})
    assert paging.numbers == numbers
    assert paging.at(2) == "/x?q=%C3%A6%26b&side=2"
