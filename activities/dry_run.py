"""What an act would cause: it is recorded for a moment, its letters are written, and all is taken back."""

import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import groupby
from typing import Final

from sqlmodel import Session

from activities.letters.facts.gathering import gather_envelope
from activities.letters.facts.shapes import LetterFacts
from activities.letters.office_hours import opening_for
from activities.letters.wording import Wordings
from activities.letters.writing import Author, Desk
from activities.recording.consequences import letters_after
from activities.requests import handle
from models.access.links import LinkSigner
from models.agreements.documents import NewDocument
from models.agreements.versions import NewVersion, put_version
from models.inbox.submission import NewRequest, submit_within
from models.queries.preview import Preview, PreviewedLetters
from models.store.database import Database
from models.tables import RequestResult
from workflows.contracts.letters import LetterOrder
from workflows.contracts.requests import RecordRequest

OFFICE: Final = "sekretariatet"


class DryRun:
    """Foresees by doing; `clock` tells the time in UTC. The links in its letters lead nowhere."""

    def __init__(self, database: Database, *, public_url: str, sender: str, clock: Callable[[], datetime]) -> None:
        no_link = LinkSigner([secrets.token_hex()])
        self._database: Final = database
        self._author: Final = Author(Desk(Wordings(), no_link, public_url.rstrip("/"), sender))
        self._clock: Final = clock

    def preview(self, asked: NewRequest) -> Preview:
        """Return what would come of a request if it were made now; nothing is left of it."""
        at = self._clock()
        with self._taken_back() as session:
            receipt = submit_within(session, asked, at=at)
            return self._what_comes_of(session, RecordRequest(receipt.number, asked.cycle_id), at)

    def preview_version(
        self, cycle_id: str, new: NewVersion, documents: tuple[NewDocument, ...], *, made_by: str
    ) -> Preview:
        """Return what would come of a version if it were published now; nothing is left of it.

        Raises:
            UnknownCycle, CycleEnded, BadInput: it cannot be published.
        """
        at = self._clock()
        with self._taken_back() as session:
            version = put_version(session, cycle_id, new, documents, made_by=made_by, at=at)
            return self._what_comes_of(session, RecordRequest(version.receipt.number, cycle_id), at)

    @contextmanager
    def _taken_back(self) -> Iterator[Session]:
        with self._database.write_in_turn() as session:
            try:
                yield session
            finally:
                session.rollback()

    def _what_comes_of(self, session: Session, order: RecordRequest, at: datetime) -> Preview:
        recorded = handle(session, order, at)
        if not recorded.accepted:
            return Preview(reason=session.get_one(RequestResult, order.request).reason)
        orders = (*recorded.letters, *letters_after(session, recorded, order.cycle_id, at=at))
        return Preview(tuple(self._sorts(session, orders, at)))

    def _sorts(self, session: Session, orders: Iterable[LetterOrder], at: datetime) -> Iterator[PreviewedLetters]:
        def sort(order: LetterOrder) -> tuple[str, str]:
            return order.kind.value, order.recipient.value

        for _, those in groupby(orders, key=sort):
            yield self._sort(session, list(those), at)

    def _sort(self, session: Session, orders: list[LetterOrder], at: datetime) -> PreviewedLetters:
        envelopes = [gather_envelope(session, order, at=at) for order in orders]
        first = orders[0]
        wording = self._author.write(self._author.gather(session, first, at=at), key=first.key, at=at).wording
        return PreviewedLetters(
            kind=first.kind,
            to=tuple(_name(each) for each in envelopes if each.addresses),
            unreachable=tuple(_name(each) for each in envelopes if not each.addresses),
            at=opening_for(session, first, at=at),
            subject=wording.subject,
            text=wording.text,
        )


def _name(facts: LetterFacts) -> str:
    return facts.council.title if facts.council and facts.recipient.value != "staff" else OFFICE
