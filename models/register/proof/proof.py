"""Proving the register: the chain, every sealed text, and the rows and documents that people read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from sqlmodel import Session, col, select

from models.register.proof.chain_proof import faults_in_chain, faults_in_order
from models.register.proof.entries import Telling
from models.register.proof.mirrors import faults_in_mirrors
from models.register.proof.rows.cycles import faults_in_cycles
from models.register.proof.rows.files import faults_in_files
from models.register.proof.rows.initiatives import faults_in_initiatives
from models.register.proof.rows.inquiries import faults_in_inquiries
from models.register.proof.rows.requests import faults_in_requests
from models.register.proof.rows.rounds import faults_in_rounds
from models.register.proof.rows.standings import faults_in_standings
from models.tables.register import RegisterEntry, SealedText

Check = Callable[[Session, Telling], Iterator[str]]
_CHECKS: Final[tuple[Check, ...]] = (
    faults_in_mirrors,
    faults_in_standings,
    faults_in_order,
    faults_in_rounds,
    faults_in_inquiries,
    faults_in_cycles,
    faults_in_initiatives,
    faults_in_requests,
    faults_in_files,
)
_UNREADABLE: Final = (ValueError, TypeError, LookupError)
"""What is raised over codes, days or JSON that the system never wrote."""


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
    try:
        return _verified(session)
    except _UNREADABLE as error:  # SQLite lets a tamperer put anything for the moment of an entry
        return Verification(entries=0, problems=(_told_of(error),), erased=0)


def _verified(session: Session) -> Verification:
    entries = session.exec(select(RegisterEntry).order_by(col(RegisterEntry.seq))).all()
    seals = session.exec(select(SealedText).order_by(col(SealedText.entry), col(SealedText.field))).all()
    telling = Telling(entries, seals)
    problems = list(faults_in_chain(entries, seals, telling))
    for check in _CHECKS:
        problems.extend(_found(check, session, telling))
    erased = sum(seal.text is None and telling.erased_by(seal.digest) is not None for seal in seals)
    return Verification(entries=len(entries), problems=tuple(problems), erased=erased)


def _found(check: Check, session: Session, telling: Telling) -> Iterator[str]:
    try:
        yield from check(session, telling)
    except _UNREADABLE as error:
        yield _told_of(error)


def _told_of(error: Exception) -> str:
    return f"Der står noget, som ikke kan læses, i poster eller rækker: {error}."
