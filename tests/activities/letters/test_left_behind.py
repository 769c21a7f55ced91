"""A lost engine leaves reminders behind that nobody will send: they come to an end."""

from sqlmodel import select

from activities.letters.ledger.left_behind import end_what_was_left_behind
from activities.letters.ledger.letters import mark, take_down
from models.store.database import Database
from models.tables import Letter
from tests.activities.conftest import PostOffice
from tests.activities.happenings import answer
from tests.activities.scene import CYCLE, NOW
from workflows.contracts.letters import LetterOrder
from workflows.rules.letters import LetterKind, LetterState

FIRST, SECOND = (
    LetterOrder(LetterKind.OVERDUE, CYCLE, round=1, party="825", planned_on=NOW.date().replace(day=day))
    for day in (2, 9)
)


def left_behind(database: Database, *orders: LetterOrder) -> None:
    with database.write() as session:
        for order in orders:
            take_down(session, order, at=NOW)


def ended(database: Database) -> int:
    with database.write() as session:
        return end_what_was_left_behind(session, at=NOW)


def states(database: Database) -> list[LetterState]:
    with database.read() as session:
        return [letter.state for letter in session.exec(select(Letter).order_by(Letter.key))]


def test_a_reminder_on_its_way_to_a_silent_council_stays(office: PostOffice) -> None:
    left_behind(office.database, FIRST)
    assert ended(office.database) == 0
    assert states(office.database) == [LetterState.PLANNED]


def test_a_reminder_that_a_newer_one_has_replaced_ends(office: PostOffice) -> None:
    left_behind(office.database, FIRST, SECOND)
    with office.database.write() as session:
        mark(session, SECOND.key, LetterState.SENT, at=NOW)
    assert ended(office.database) == 1
    assert states(office.database) == [LetterState.OVERTAKEN, LetterState.SENT]


def test_a_newer_one_that_is_not_out_yet_replaces_nothing(office: PostOffice) -> None:
    left_behind(office.database, FIRST, SECOND)
    assert ended(office.database) == 0


def test_a_reminder_to_a_council_that_answered_meanwhile_ends(office: PostOffice) -> None:
    left_behind(office.database, FIRST)
    answer(office.database)
    assert ended(office.database) == 1
    assert states(office.database) == [LetterState.OVERTAKEN]
