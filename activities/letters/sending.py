"""Sends letters: taken down, written from templates, handed to the postbox, and marked with their end."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Final
from uuid import uuid4

from sqlalchemy.exc import OperationalError
from temporalio import activity

from activities.letters.posting import Posted, Poster, Posting
from activities.letters.preparing import LetterBook
from activities.letters.sign_in import write_sign_in
from activities.letters.weekly import Lists, write_weekly
from activities.letters.wording import Wordings
from activities.letters.writing import Author, Desk
from activities.redaction import redacted
from models.access.links import LinkSigner
from models.store.database import Database
from workflows.contracts.letters import LetterInput, LetterOrder
from workflows.contracts.ports import Letters
from workflows.rules.letters import LetterKind, LetterState

TRIES_TO_CLOSE: Final = 20
"""With a try at sending before them they fit into the minute that the activity has."""
SECONDS_BETWEEN_TRIES: Final = 1.0


class TemplateLetters(Letters):
    """Writes letters from `email_templates` and posts them.

    `public_url` is where readers reach us, `lists` where coordinators look things up; `clock` tells the time in
    UTC; `author` is who writes.
    """

    def __init__(
        self,
        database: Database,
        poster: Poster,
        signer: LinkSigner,
        wordings: Wordings | None = None,
        *,
        public_url: str,
        clock: Callable[[], datetime],
        author: type[Author] = Author,
        lists: Lists | None = None,
    ) -> None:
        desk = Desk(wordings or Wordings(), signer, public_url.rstrip("/"), poster.sender)
        self._database: Final = database
        self._desk: Final = desk
        self._book: Final = LetterBook(database, author(desk), clock)
        self._poster: Final = poster
        self._clock: Final = clock
        self._lists: Final = lists or Lists(public_url)

    @activity.defn(name="Send brev")
    async def send(self, order: LetterOrder) -> LetterState:
        """Send a letter unless it has come to its end already, or was overtaken.

        Raises:
            ApplicationError: the mail server is away, or the letter cannot be written yet.
        """
        letter = order
        with redacted(order.cycle_id):
            return await self._finish(letter, await asyncio.to_thread(self._book.prepare, letter))

    @activity.defn(name="Opgiv brev")
    def give_up(self, order: LetterOrder) -> None:
        """Note that a letter could not be delivered in five days; one that has come to its end stays as it is."""
        with redacted(order.cycle_id):
            self._book.give_up(order)

    @activity.defn(name="Send enkeltbrev")
    async def send_single(self, letter: LetterInput) -> LetterState:
        """Send a letter outside a cycle; each time that a link is asked for once more is a mail of its own.

        Raises:
            ApplicationError: the mail server is away, or the letter cannot be written yet.
        """
        with redacted(letter.order.cycle_id):
            if letter.staff is not None or letter.order.kind is LetterKind.SIGN_IN:
                return await self._send_to_staff(letter)
            if letter.order.kind is not LetterKind.NEW_LINK:
                return await self.send(letter.order)
            identity = letter.order
            return await self._finish(
                identity, await asyncio.to_thread(self._book.prepare_again, identity, _act())
            )

    async def _finish(self, letter: LetterOrder, prepared: Posting | LetterState) -> LetterState:
        if isinstance(prepared, LetterState):
            return prepared
        posted = await self._poster.post(prepared)
        await self._close(letter, prepared, posted)
        return posted.state

    async def _close(self, letter: LetterOrder, prepared: Posting, posted: Posted) -> None:
        """Note a letter's end, also when the database is away just then: tried anew, it would be sent twice."""
        for _ in range(TRIES_TO_CLOSE):
            with suppress(OperationalError):
                return await asyncio.to_thread(self._book.close, letter, prepared, posted)
            await asyncio.sleep(SECONDS_BETWEEN_TRIES)
        return await asyncio.to_thread(self._book.close, letter, prepared, posted)

    async def _send_to_staff(self, letter: LetterInput) -> LetterState:
        write = self._weekly if letter.order.kind is LetterKind.WEEKLY else self._sign_in
        posting = await asyncio.to_thread(write, letter)
        return (await self._poster.post(posting)).state if posting else LetterState.UNDELIVERABLE

    def _sign_in(self, letter: LetterInput) -> Posting | None:
        return write_sign_in(self._database, self._desk, letter.staff, act=_act(), at=self._clock())

    def _weekly(self, letter: LetterInput) -> Posting | None:
        key, at = letter.order.key, self._clock()
        return write_weekly(self._database, self._desk, self._lists, letter.staff, key=key, at=at)


def _act() -> str:
    # one act of the web is one mail, however often its activity is tried; the next act is another mail
    return activity.info().workflow_run_id or "" if activity.in_activity() else uuid4().hex
