"""Writes a coordinator's weekly letter: what has happened, who is late, and the four links of the week."""

from dataclasses import dataclass
from datetime import datetime

from activities.letters.facts.weekly import A_WEEK, Week, week_of
from activities.letters.message import Mail
from activities.letters.posting import Posting
from activities.letters.writing import Desk
from models.calendar import local_day, start_of
from models.store.database import Database
from workflows.rules.letters import LetterKind
from workflows.temporal.lists import (
    awaited_councils,
    councils_done_since,
    councils_that_meet,
    late_councils,
    list_url,
)


@dataclass(frozen=True, slots=True)
class Lists:
    """Where the Temporal UI is, as its readers type it."""

    ui_url: str
    namespace: str = "default"

    def of_the_week(self, week: Week, *, at: datetime) -> tuple[tuple[str, str], ...]:
        """Return the four lists of the week that begins at `at` (UTC), each with what it shows."""
        monday = start_of(local_day(at))
        whose = {"region": week.region, "cluster": week.slug}
        queries = (
            ("Forsinket", late_councils(**whose)),
            ("Afventes", awaited_councils(**whose)),
            ("Møder i denne uge", councils_that_meet(monday, monday + A_WEEK, **whose)),
            ("Afgjort siden sidst", councils_done_since(at - A_WEEK, **whose)),
        )
        return tuple((text, list_url(self.ui_url, self.namespace, query)) for text, query in queries)


def write_weekly(
    database: Database, desk: Desk, lists: Lists, staff: int | None, *, key: str, at: datetime
) -> Posting | None:
    """Return a coordinator's mail as of `at` (UTC); None where nobody active is meant, or no agreement runs.

    Raises:
        NoSecretariatContact: nobody has said who writes the letter.
    """
    with database.read() as session:
        week = week_of(session, staff, at=at) if staff is not None else None
    if week is None:
        return None
    wording = desk.wordings.write(
        LetterKind.WEEKLY,
        week=week,
        lists=lists.of_the_week(week, at=at),
        office=week.office,
        is_example=week.is_example,
        link="",
        console=f"{desk.public_url}/",
    )
    mail = Mail(key=f"{key}/{staff}", wording=wording, reply_to=week.office.mailbox, at=at)
    return Posting(mail, (week.address,))
