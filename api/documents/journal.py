"""A council's journal package: text, decision record, minutes and what machines read of them, in one ZIP."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from operator import methodcaller
from typing import Final

from starlette.exceptions import HTTPException

from api.dependencies import Dependencies
from api.documents.archive import apart, archive, safe_name
from api.documents.decision_record.document import record_document
from api.documents.pdf import PDF
from models.queries.cycle.decisions import DecisionLine
from models.queries.cycle.findings import FindingLine
from models.queries.documents.journal import Journal, JournalEntry, journal_of

Json = dict[str, object]
FORMAT: Final = "aftalehjulet-journal/1"


def metadata(journal: Journal) -> Json:
    """Return all but the files; dates and instants are left to whoever writes it down."""
    return {
        "format": FORMAT,
        "agreement": _agreement(journal),
        "round": _round(journal),
        "council": _council(journal),
        "decisions": [_decision(each, journal) for each in journal.record.of(journal.council.code)],
        "findings": [_finding(each) for each in journal.record.findings if each.party == journal.council.code],
        "register": _register(journal),
    }


def _agreement(journal: Journal) -> Json:
    line = journal.record.line
    return {
        "id": line.id,
        "kind": line.kind,
        "title": line.title,
        "region": journal.record.region,
        "period_start": line.period_start,
        "period_end": line.period_end,
        "is_example": line.is_example,
        "version": journal.version,
    }


def _round(journal: Journal) -> Json:
    round_ = journal.record.round
    assert round_ is not None, "a journal is of a round"
    return {
        "number": round_.number,
        "state": round_.state.value,
        "version": round_.version,
        "opened_on": round_.opened_on,
        "deadline": round_.deadline,
    }


def _council(journal: Journal) -> Json:
    council = journal.council
    return {
        "code": council.code,
        "name": council.title,
        "state": council.state,
        "counts": council.standing.counts,
        "decision": council.decision.entry if council.decision else None,
    }


def _decision(line: DecisionLine, journal: Journal) -> Json:
    corrected = {each.id: each.entry for each in journal.record.decisions}
    return {
        "entry": line.entry,
        "entry_sha256": journal.record.hashes[line.entry],
        "version": line.version,
        "outcome": line.outcome.value,
        "reported_outcome": line.reported_outcome.value,
        "decided_by": line.decided_by.value,
        "meeting_date": line.meeting_date,
        "agenda_item": line.agenda_item,
        "case_number": line.case_number,
        "decision_text": line.decision_text,
        "remarks": line.remarks,
        "next_meeting_date": line.next_meeting_date,
        "minutes_url": line.minutes_url,
        "minutes_sha256": line.minutes_sha256,
        "is_closed_item": line.is_closed_item,
        "corrects": corrected.get(line.corrects) if line.corrects else None,
        "reported_by": line.reported_by,
        "on_behalf": line.on_behalf,
        "is_late": line.is_late,
        "recorded_at": line.recorded_at,
        "checked_at": line.checked_at,
    }


def _finding(line: FindingLine) -> Json:
    return {
        "entry": line.entry,
        "counts": line.counts,
        "reason": line.reason,
        "recorded_at": line.recorded_at,
    }


def _register(journal: Journal) -> Json:
    end = journal.record.end
    return {
        "end": {"seq": end.seq, "sha256": end.hash, "recorded_at": end.at},
        "entries": [_entry(each) for each in journal.entries],
    }


def _entry(entry: JournalEntry) -> Json:
    return {
        "seq": entry.seq,
        "kind": entry.kind,
        "recorded_at": entry.recorded_at,
        "prev": entry.prev,
        "sha256": entry.hash,
        "canonical": entry.canonical,
    }


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file of the package: where it lies in it, and what it is."""

    path: str
    media_type: str
    content: bytes

    @property
    def digest(self) -> str:
        """Its SHA-256 (hex)."""
        return sha256(self.content).hexdigest()


def journal_for(deps: Dependencies, cycle_id: str, party: str, *, number: int | None = None) -> Journal:
    """Return a council's part in a round, the newest unless `number` says which.

    Raises:
        HTTPException: there is no such cycle, or the council was not asked (404).
    """
    with deps.database.read() as session:
        found = journal_of(session, cycle_id, party, today=deps.today, number=number)
    if found is None:
        raise HTTPException(404)
    return found


def journal_package(journal: Journal) -> bytes:
    """Return the package; as long as nothing new is recorded it has the same bytes."""
    files = tuple(_files(journal))
    described = [
        {"path": each.path, "media_type": each.media_type, "size": len(each.content), "sha256": each.digest}
        for each in files
    ]
    told = metadata(journal) | {"files": described}
    text = json.dumps(told, ensure_ascii=False, indent=2, default=methodcaller("isoformat")) + "\n"
    return archive([*((each.path, each.content) for each in files), ("metadata.json", text.encode())])


def package_name(journal: Journal) -> str:
    """Return what the package is called."""
    return safe_name(f"Journal {journal.council.title} - {journal.record.line.title}") + ".zip"


def _files(journal: Journal) -> Iterator[PackedFile]:
    at = journal.record.end.at
    assert at is not None, "a council was asked, so the register holds an entry"
    record = record_document(journal.record, at=at, party=journal.council.code)
    yield PackedFile(f"{safe_name(f'Beslutning {journal.council.title}')}.pdf", PDF, record)
    for folder, is_minutes in (("aftale", False), ("referat", True)):
        papers = [each for each in journal.papers if each.is_minutes is is_minutes]
        for name, paper in zip(apart(each.filename for each in papers), papers, strict=True):
            yield PackedFile(f"{folder}/{name}", paper.document.media_type, paper.document.content)
