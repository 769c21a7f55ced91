"""A council's journal package: text, decision record, minutes and what machines read of them, in one ZIP."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from operator import methodcaller

from starlette.exceptions import HTTPException

from api.dependencies import Dependencies
from api.documents.archive import apart, archive, safe_name
from api.documents.decision_record.document import record_document
from api.documents.journal_metadata import metadata
from api.documents.pdf import PDF
from models.queries.documents.journal import Journal, journal_of


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
