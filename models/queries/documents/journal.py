"""One council's part in a round with all its papers, for its own journal."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import Session, col, select

from models.agreements.documents import ENDINGS, StoredDocument, read_document
from models.queries.cycle.councils import CouncilLine
from models.queries.cycle.history import VersionLine, versions_of_cycle
from models.queries.documents.decision_record import DecisionRecord, decision_record
from models.tables import Cycle, RegisterEntry


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """An entry of the register as it is hashed: `canonical` holds the bytes as text, `recorded_at` is UTC."""

    seq: int
    kind: str
    prev: str
    hash: str
    canonical: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Paper:
    """A document and how it is called; `is_minutes` tells minutes from the text that was put to the council."""

    filename: str
    is_minutes: bool
    document: StoredDocument


@dataclass(frozen=True, slots=True)
class Journal:
    """A council's part in a round; `version` is what its decision is about, else what it is asked about."""

    record: DecisionRecord
    council: CouncilLine
    version: int
    papers: tuple[Paper, ...]
    entries: tuple[JournalEntry, ...]

    @property
    def for_the_council(self) -> "Journal":
        """The same without the office's reasons, which it tells a council itself."""
        return replace(self, record=replace(self.record, findings=()))


def journal_of(
    session: Session, cycle_id: str, party: str, *, today: date, number: int | None = None
) -> Journal | None:
    """Return a council's part in a round, the newest unless `number` says which; None where it was not asked."""
    record = decision_record(session, cycle_id, today=today, number=number)
    council = next((each for each in record.councils if each.code == party), None) if record else None
    if record is None or record.round is None or council is None:
        return None
    version = council.decision.version if council.decision else record.round.version
    texts = _version(session, cycle_id, version)
    papers = (*_texts(session, texts), *_minutes(session, record, party))
    entries = tuple(_entries(session, record, party))
    return Journal(replace(record, version=texts), council, version, papers, entries)


def _version(session: Session, cycle_id: str, number: int) -> VersionLine:
    versions = versions_of_cycle(session, session.get_one(Cycle, cycle_id))
    return next(each for each in versions if each.number == number)


def _texts(session: Session, version: VersionLine) -> Iterator[Paper]:
    for part in version.documents:
        if stored := read_document(session, part.sha256):
            yield Paper(part.filename, is_minutes=False, document=stored)


def _minutes(session: Session, record: DecisionRecord, party: str) -> Iterator[Paper]:
    for decision in record.of(party):
        stored = read_document(session, decision.minutes_sha256) if decision.minutes_sha256 else None
        if stored:
            name = f"Referat {decision.meeting_date:%Y-%m-%d} nr {decision.entry}{ENDINGS[stored.media_type]}"
            yield Paper(name, is_minutes=True, document=stored)


def _entries(session: Session, record: DecisionRecord, party: str) -> Iterator[JournalEntry]:
    decisions = {each.entry for each in record.of(party)}
    query = select(RegisterEntry).where(RegisterEntry.cycle_id == record.line.id)
    for row in session.exec(query.order_by(col(RegisterEntry.seq))):
        facts = json.loads(row.canonical)["facts"]
        if facts.get("party") == party or row.seq in decisions or facts.get("decision") in decisions:
            yield JournalEntry(row.seq, row.kind, row.prev, row.hash, row.canonical.decode(), row.recorded_at)
