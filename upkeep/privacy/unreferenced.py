"""Documents that nothing names: those of forms that were begun and left."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from sqlalchemy import or_, select
from sqlmodel import Session, col

from models.register.proof.entries import told_in
from models.register.proof.rows.files import named_in
from models.tables import Document, RegisterEntry, Request, metadata
from upkeep.privacy.places import leaves

_DIGEST_LENGTH: Final = 64


def loose_documents(session: Session, *, before: datetime) -> list[str]:
    """Return the documents (SHA-256, hex) stored before an instant (UTC) that no row, request or entry names.

    A request names its documents as long as it lies in the inbox, recorded or not. One from before it was noted
    when documents were stored counts as old.
    """
    is_old = or_(col(Document.stored_at).is_(None), col(Document.stored_at) < before)
    old = {digest for (digest,) in session.connection().execute(select(col(Document.sha256)).where(is_old))}
    if not old:
        return []
    return sorted(old - set(_named(session)))


def _named(session: Session) -> Iterator[str]:
    connection = session.connection()
    for table in metadata.sorted_tables:
        for column in table.columns:
            if any(key.column.table.name == "document" for key in column.foreign_keys):
                yield from (digest for (digest,) in connection.execute(select(column).distinct()) if digest)
    for (payload,) in connection.execute(select(col(Request.payload))):
        yield from (text for text in leaves(payload) if len(text) == _DIGEST_LENGTH)
    for seq, canonical in connection.execute(select(col(RegisterEntry.seq), col(RegisterEntry.canonical))):
        if told := told_in(seq, canonical):
            yield from named_in(told)
