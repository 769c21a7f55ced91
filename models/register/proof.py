"""Proving the register: the chain, every sealed text, and the rows and documents that people read."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from models.register.chain_proof import faults_in_chain
from models.register.files import faults_in_files
from models.register.mirrors import faults_in_mirrors
from models.register.requests import faults_in_requests
from models.register.standings import faults_in_standings
from models.register.told import Telling
from models.tables.register import RegisterEntry, SealedText


@dataclass(frozen=True, slots=True)
class Verification:
    """What a proof found: entries seen, problems as Danish sentences, and the number of texts erased ("slettet").

    A text that an entry says was erased is no problem. Entries cut off at the end leave no trace in the chain
    itself: compare its head with the receipts that the councils have filed.
    """

    entries: int
    problems: tuple[str, ...]
    erased: int

    @property
    def is_sound(self) -> bool:
        """Whether nothing was changed, removed, inserted or moved."""
        return not self.problems


def verify(session: Session) -> Verification:
    """Recompute the chain from its beginning, and hold texts, rows and documents against what it says."""
    entries = session.exec(select(RegisterEntry).order_by(col(RegisterEntry.seq))).all()
    seals = session.exec(select(SealedText).order_by(col(SealedText.entry), col(SealedText.field))).all()
    telling = Telling(entries, seals)
    problems = (
        *faults_in_chain(entries, seals, telling),
        *faults_in_mirrors(session, telling),
        *faults_in_standings(session, telling),
        *faults_in_requests(session, telling),
        *faults_in_files(session, telling),
    )
    erased = sum(seal.text is None and telling.erased_by(seal.digest) is not None for seal in seals)
    return Verification(entries=len(entries), problems=problems, erased=erased)
