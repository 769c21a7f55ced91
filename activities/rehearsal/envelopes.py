"""An author who addresses envelopes: for whoever asks which letters go to whom, not what stands in them."""

from datetime import datetime
from typing import Final

from sqlmodel import Session

from activities.letters.facts.gathering import gather_envelope
from activities.letters.facts.shapes import LetterFacts
from activities.letters.message import Mail
from activities.letters.wording import Wording
from activities.letters.writing import Author
from workflows.contracts.letters import LetterOrder

UNWRITTEN: Final = Wording(subject="", text="", html="")


class EnvelopeAuthor(Author):
    """Finds the addressee as the real author does, and leaves the sheet blank."""

    def gather(self, session: Session, letter: LetterOrder, *, at: datetime) -> LetterFacts:
        """Return whom the letter goes to as of `at` (UTC)."""
        return gather_envelope(session, letter, at=at)

    def write(self, facts: LetterFacts, *, key: str, at: datetime) -> Mail:
        """Return a mail without words."""
        return Mail(key=key, wording=UNWRITTEN, reply_to=facts.office.mailbox, at=at)
