"""What councils get when something did not work for a while: real letters and rules on skipped time (R6)."""

import asyncio
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from activities.rehearsal.script import Act
from models.calendar import local_day, start_of
from models.store.database import Database
from models.store.scratch import scratch_store
from tests.chaos.town import lay_contacts
from tests.stage import prepared_environment
from tests.trust.figures import Figure
from tests.trust.skipped_town import REGION, Town, moved_to, town_on
from tests.waiting import PATIENCE
from workflows.rules.letters import LetterKind, LetterState

ANSWERED, MEANWHILE = slice(0, 4), slice(4, 6)
AN_HOUR = timedelta(hours=1)
AFTERWARDS = timedelta(days=4)
REMINDERS = {LetterKind.AGENDA_REMINDER, LetterKind.WHAT_WAS_DECIDED, LetterKind.OVERDUE}


class Gone(StrEnum):
    """What does not work."""

    MAIL_SERVER = "mailserveren"
    ENGINE = "Temporal med alle data"


@dataclass(frozen=True)
class Outage:
    """What was sent afterwards: reminders by council, and which councils are silent still."""

    gone: Gone
    days: int
    missed: int
    sent: Counter[str]
    silent: frozenset[str]
    unsent: int

    @property
    def is_right(self) -> bool:
        return self.sent == Counter(self.silent) and bool(self.silent) and self.missed > 0 and not self.unsent

    def __str__(self) -> str:
        to_others = sum(count for code, count in self.sent.items() if code not in self.silent)
        to_silent = sum(self.sent.values()) - to_others
        return (
            f"{self.gone} væk i {self.days} døgn: {to_silent} til {len(self.silent)} tavse råd"
            f" (for {self.missed} påmindelsesdage), {to_others} til andre"
        )


def reminders_after_outages(folder: Path, outages: Iterable[tuple[Gone, int]]) -> Figure:
    """Let things be gone for so many days from the day of the first reminder after the deadline."""
    seen = [asyncio.run(_outage(folder / str(number), *each)) for number, each in enumerate(outages)]
    return Figure(
        "R6",
        "påmindelser efter et udfald",
        "én samlet til hvert råd, der tier; ingen til andre",
        "; ".join(map(str, seen)),
        is_met=all(outage.is_right for outage in seen) and len(seen) > 0,
    )


async def _outage(folder: Path, gone: Gone, days: int) -> Outage:
    await asyncio.to_thread(folder.mkdir, parents=True)
    store = scratch_store(folder, None)
    lay_contacts(store, [REGION])
    try:
        return await (_without_mail if gone is Gone.MAIL_SERVER else _without_engine)(store, days)
    finally:
        store.close()


async def _without_mail(store: Database, days: int) -> Outage:
    async with await prepared_environment() as environment:
        town = await town_on(environment, store)
        async with town.works():
            first = await _asks_and_hears(town)
            back = start_of(first + timedelta(days=days))
            falls = Act(start_of(first), lambda inbox: town.loses_its_mail_server(inbox, town.codes[MEANWHILE]))
            await town.expects(falls, Act(back, lambda _: town.has_it_again()))
            await town.live_until(back + AFTERWARDS)
        return _seen(town, Gone.MAIL_SERVER, first, back)


async def _without_engine(store: Database, days: int) -> Outage:
    async with await prepared_environment() as environment:
        town = await town_on(environment, store)
        async with town.works():
            first = await _asks_and_hears(town)
            falls = Act(start_of(first), lambda inbox: town.loses_everything(inbox, town.codes[MEANWHILE]))
            await town.expects(falls)
            await town.live_until(falls.at + AN_HOUR)
    back = start_of(first + timedelta(days=days))
    async with await prepared_environment() as another:
        async with asyncio.timeout(PATIENCE):
            await another.sleep(back - await another.get_current_time())
        town = moved_to(another, town)
        async with town.works():
            await town.is_rebuilt()
            await town.live_until(back + AFTERWARDS)
            await town.tidies()
        return _seen(town, Gone.ENGINE, first, back)


async def _asks_and_hears(town: Town) -> date:
    await town.sends_out()
    await town.hear(town.codes[ANSWERED])
    return town.reminder_days()[0]


def _seen(town: Town, gone: Gone, first: date, back: datetime) -> Outage:
    """Look at what happened until some days after; the server's time may have run further."""
    until = back + AFTERWARDS
    sent = [letter for letter in town.letters(LetterState.SENT) if letter.kind in REMINDERS]
    after = Counter(letter.party for letter in sent if letter.ended_at and back <= letter.ended_at < until)
    days = town.reminder_days()
    planned = town.letters(LetterState.PLANNED)
    unsent = [letter for letter in planned if letter.planned_on is None or start_of(letter.planned_on) < until]
    return Outage(
        gone,
        (local_day(back) - first).days,
        sum(start_of(first) <= start_of(day) < back for day in days),
        after,
        frozenset(town.codes[MEANWHILE.stop :]),
        len(unsent),
    )
