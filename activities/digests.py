"""The weekly letters' plan: to whom, and when the office's hours allow it."""

from datetime import datetime, timedelta
from typing import Final

from temporalio import activity

from activities.letters.facts.weekly import coordinators
from models.calendar import danish_calendar, next_office_hour
from models.store.database import Database
from workflows.contracts.digests import DigestPlan
from workflows.contracts.ports import Digests
from workflows.rules.calendar.working_days import CHRISTMAS, JULY

NEXT_LETTER: Final = timedelta(days=6)
"""What cannot go before then is left to the letter of the next week."""


class StaffDigests(Digests):
    """Looks into the staff list and the Danish calendar."""

    def __init__(self, database: Database) -> None:
        self._database: Final = database

    @activity.defn(name="Læg ugebreve")
    def plan_digests(self, now: datetime) -> DigestPlan:
        """Return to whom this week's letters go and when, as seen from `now` (UTC)."""
        at = next_office_hour(now, danish_calendar((JULY, CHRISTMAS), year=now.year))
        if at - now >= NEXT_LETTER:
            return DigestPlan(now, ())
        with self._database.read() as session:
            return DigestPlan(at, coordinators(session))
