"""The letters that tests send, and what the store says became of them."""

from datetime import date

from sqlmodel import select

from models.tables import DeskTask, Letter
from tests.activities.conftest import PostOffice
from tests.activities.scene import CYCLE, LAESOE
from workflows.contracts.letters import LetterOrder
from workflows.rules.letters import LetterKind, Recipient

REQUEST = LetterOrder(LetterKind.REQUEST, CYCLE, round=1, party=LAESOE)
REMINDER = LetterOrder(LetterKind.OVERDUE, CYCLE, round=1, party=LAESOE, planned_on=date(2027, 12, 16))
TO_STAFF = LetterOrder(
    LetterKind.OVERDUE_TO_STAFF, CYCLE, Recipient.STAFF, round=1, party=LAESOE, planned_on=date(2028, 1, 20)
)
NEW_LINK = LetterOrder(LetterKind.NEW_LINK, CYCLE, round=1, party=LAESOE)


def letter(office: PostOffice, order: LetterOrder = REQUEST) -> Letter:
    with office.database.read() as session:
        return session.exec(select(Letter).where(Letter.key == order.key)).one()


def tasks(office: PostOffice) -> list[DeskTask]:
    with office.database.read() as session:
        return list(session.exec(select(DeskTask)))
