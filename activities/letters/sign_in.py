"""Writes the letter with a one-time link to a member of staff; the link is made only now."""

from datetime import datetime
from email.utils import parseaddr

from sqlmodel import col, select

from activities.letters.message import Mail
from activities.letters.posting import Posting
from activities.letters.wording import Wording
from activities.letters.writing import Desk
from models.access.staff import LINK_LIFE, mint_sign_in
from models.store.database import Database
from models.tables import Staff
from workflows.rules.letters import LetterKind


def write_sign_in(database: Database, desk: Desk, staff: int | None, *, act: str, at: datetime) -> Posting | None:
    """Return the mail to a member of staff; None where nobody active in the staff list is meant.

    `act` says what the mail answers: tried again it is the same mail, with a link of its own. `at` is UTC.
    """
    with database.read() as session:
        row = session.exec(select(Staff).where(Staff.id == staff, col(Staff.is_active).is_(True))).first()
    if row is None or row.id is None:
        return None
    token = mint_sign_in(database, row.id, at, by_mail=True)
    wording = _wording(desk, row.name, token)
    mail = Mail(key=f"sign_in/{act}", wording=wording, reply_to=parseaddr(desk.sender)[1], at=at)
    return Posting(mail, (row.email,))


def _wording(desk: Desk, name: str, token: str) -> Wording:
    return desk.wordings.write(
        LetterKind.SIGN_IN,
        name=name,
        link=f"{desk.public_url}/log-ind/{token}",
        minutes=int(LINK_LIFE.total_seconds() // 60),
        office=None,
        is_example=False,
    )
