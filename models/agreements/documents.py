"""Documents: judged by their content, kept once under their SHA-256, never changed."""

import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import Final

from sqlalchemy import update
from sqlmodel import Session, col, select

from models.store.database import Database
from models.store.insert_or_ignore import insert_or_ignore
from models.store.zips import FAULTS, packed_as_usual
from models.tables import Document

LARGEST: Final = 20 * 1024 * 1024
PDF: Final = "application/pdf"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT: Final = "application/vnd.oasis.opendocument.text"
ENDINGS: Final = {PDF: ".pdf", DOCX: ".docx", ODT: ".odt"}
LONGEST_NAME: Final = 120
_WHERE_PDF_BEGINS: Final = 1024  # ISO 32000-1, annex H.3.4.1: the header may come after other bytes
_MIMETYPE_LIMIT: Final = 200


class BadDocument(ValueError):
    """The file cannot be used; the message is Danish and says why."""


class DocumentTooLarge(BadDocument):
    """The file is larger than anybody's agreement."""


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document that was judged: bytes, type, clean name and SHA-256 (hex)."""

    content: bytes
    media_type: str
    filename: str
    sha256: str


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as it lies in the store."""

    sha256: str
    media_type: str
    content: bytes


def inspect(content: bytes, filename: str) -> NewDocument:
    """Judge a file by its content: only PDF, DOCX and ODT, at most 20 MB.

    Raises:
        DocumentTooLarge: it is larger.
        BadDocument: it is empty or something else than its name may say.
    """
    if not content:
        raise BadDocument("Filen er tom.")
    if len(content) > LARGEST:
        raise DocumentTooLarge("Filen er for stor; den må højst fylde 20 MB.")
    media_type = media_type_of(content)
    if media_type is None:
        raise BadDocument("Filen skal være et PDF-, Word- (.docx) eller OpenDocument-dokument (.odt).")
    return NewDocument(content, media_type, clean_name(filename, media_type), sha256(content).hexdigest())


def media_type_of(content: bytes) -> str | None:
    """Return the media type of a PDF, DOCX or ODT, None for anything else."""
    if b"%PDF-" in content[:_WHERE_PDF_BEGINS]:
        return PDF
    if not content.startswith(b"PK"):
        return None
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _type_in(packed_as_usual(archive))
    except (*FAULTS, OSError):
        return None


def clean_name(filename: str, media_type: str) -> str:
    """Return a file's name without folders and odd signs, ending as its content does."""
    name = re.split(r"[/\\]", filename)[-1]
    name = re.sub(r"[^\w .,()\-]", "", name).strip(" .")
    ending = ENDINGS[media_type]
    stem = name.removesuffix(ending).removesuffix(ending.upper())[:LONGEST_NAME].strip(" .")
    return (stem or "dokument") + ending


def store(session: Session, document: NewDocument, *, at: datetime) -> str:
    """Keep a document, in the caller's transaction; the same bytes again are kept once. Return the SHA-256.

    `at` is UTC; a document that is brought again is as young as a new one, lest it be removed meanwhile.
    """
    row = Document(
        sha256=document.sha256,
        content=document.content,
        media_type=document.media_type,
        size=len(document.content),
        stored_at=at,
    )
    if not insert_or_ignore(session, row):
        mine = update(Document).where(col(Document.sha256) == document.sha256)
        session.connection().execute(mine.values(stored_at=at))
    return document.sha256


def keep(database: Database, documents: Iterable[NewDocument], *, at: datetime) -> None:
    """Keep documents for a form's next step: what names their SHA-256 makes them evidence. `at` is UTC."""
    with database.write() as session:
        for document in documents:
            store(session, document, at=at)


def kept(session: Session, digest: str, name: str) -> NewDocument | None:
    """Return a document that was kept for a form's next step, under the name that it came with."""
    row = read_document(session, digest) if digest else None
    return NewDocument(row.content, row.media_type, clean_name(name, row.media_type), digest) if row else None


def is_stored(session: Session, digest: str) -> bool:
    """Tell whether a document with this SHA-256 (hex) lies in the store."""
    return session.exec(select(Document.sha256).where(Document.sha256 == digest)).first() is not None


def read_document(session: Session, digest: str) -> StoredDocument | None:
    """Return the document with this SHA-256 (hex), None where there is none."""
    row = session.get(Document, digest)
    return StoredDocument(row.sha256, row.media_type, row.content) if row else None


def _type_in(archive: zipfile.ZipFile) -> str | None:
    names = set(archive.namelist())
    if "mimetype" in names:
        with archive.open("mimetype") as entry:
            return ODT if entry.read(_MIMETYPE_LIMIT).decode("ascii", "ignore").strip() == ODT else None
    is_word = {"[Content_Types].xml", "word/document.xml"} <= names and "word/vbaProject.bin" not in names
    return DOCX if is_word else None
