"""A letter's way through the store: taken down before it is written, closed when it was posted."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from sqlmodel import Session

from activities.letters.facts.shapes import LetterFacts
from activities.letters.ledger.ahead import read_ahead
from activities.letters.ledger.letters import lay_silence, mark, take_down
from activities.letters.ledger.overtaking import is_overtaken
from activities.letters.office_hours import wait_for_the_answer, wait_for_the_office, wait_for_the_stage
from activities.letters.posting import Posted, Posting
from activities.letters.writing import Author
from models.store.database import Database
from workflows.contracts.letters import LetterOrder
from workflows.rules.letters import LetterKind, LetterState

NO_ADDRESS: Final = "Der er ingen postkasse at skrive til."
PATIENCE_IS_OVER: Final = "Mailserveren tog ikke imod brevet, selv om vi prøvede i fem dage."


class LetterBook:
    """Takes letters down and closes them; `clock` tells the time in UTC."""

    def __init__(self, database: Database, author: Author, clock: Callable[[], datetime]) -> None:
        self._database: Final = database
        self._author: Final = author
        self._clock: Final = clock

    def prepare(self, letter: LetterOrder) -> Posting | LetterState:
        """Return the mail to be posted, or the letter's end where it has come to one."""
        at = self._clock()
        with self._database.write() as session:
            state = read_ahead(session, letter) or take_down(session, letter, at=at)
            if not state.is_final and is_overtaken(session, letter):
                state = LetterState.OVERTAKEN
                mark(session, letter.key, state, at=at)
            if not state.is_final:
                wait_for_the_office(session, letter, at=at)
                wait_for_the_stage(session, letter)
                wait_for_the_answer(session, letter)
            facts = None if state.is_final else self._facts(session, letter, at)
        return self._posting(facts, letter.key, at) if facts else _end_of(state)

    def prepare_again(self, letter: LetterOrder, act: str) -> Posting | LetterState:
        """Return the mail to be posted, whether or not it was before; each `act` makes a mail of its own."""
        at = self._clock()
        with self._database.write() as session:
            take_down(session, letter, at=at)
            facts = self._facts(session, letter, at)
        key = f"{letter.key}/{act}"
        return self._posting(facts, key, at) if facts else LetterState.UNDELIVERABLE

    def close(self, letter: LetterOrder, posting: Posting, posted: Posted) -> None:
        """Note what became of a letter that was posted."""
        with self._database.write() as session:
            mark(
                session,
                letter.key,
                posted.state,
                at=self._clock(),
                address=posted.address,
                subject=posting.mail.wording.subject,
                message_id=posted.message_id,
                problem=posted.problem,
            )
            if letter.kind is LetterKind.OVERDUE_TO_STAFF:
                lay_silence(session, letter, at=self._clock())

    def give_up(self, letter: LetterOrder) -> None:
        """Note that nobody took the letter, unless it has come to its end."""
        at = self._clock()
        with self._database.write() as session:
            if not take_down(session, letter, at=at).is_final:
                mark(session, letter.key, LetterState.UNDELIVERABLE, at=at, problem=PATIENCE_IS_OVER)

    def _facts(self, session: Session, letter: LetterOrder, at: datetime) -> LetterFacts | None:
        facts = self._author.gather(session, letter, at=at)
        if facts.addresses:
            return facts
        mark(session, letter.key, LetterState.UNDELIVERABLE, at=at, problem=NO_ADDRESS)
        return None

    def _posting(self, facts: LetterFacts, key: str, at: datetime) -> Posting:
        return Posting(self._author.write(facts, key=key, at=at), facts.addresses)


def _end_of(state: LetterState) -> LetterState:
    return state if state.is_final else LetterState.UNDELIVERABLE
