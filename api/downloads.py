"""Giving documents out."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from urllib.parse import quote

from fastapi.responses import Response
from starlette.exceptions import HTTPException

from api.dependencies import Dependencies
from models.agreements.documents import StoredDocument, read_document
from models.queries.documents.texts import PartLine


def download(document: StoredDocument, filename: str) -> Response:
    """Return a document for saving, under its name and with its checksum."""
    return attachment(document.content, document.media_type, filename, {"X-Checksum-SHA256": document.sha256})


def attachment(
    content: bytes, media_type: str, filename: str, headers: Mapping[str, str] = MappingProxyType({})
) -> Response:
    """Return a file for saving under a name."""
    plain = filename.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(filename)}"
    return Response(content, media_type=media_type, headers={**headers, "Content-Disposition": disposition})


def download_part(deps: Dependencies, documents: Iterable[PartLine], position: int) -> Response:
    """Return one document of a version.

    Raises:
        HTTPException: the version has no such part (404).
    """
    part = next((each for each in documents if each.position == position), None)
    if part is None:
        raise HTTPException(404)
    with deps.database.read() as session:
        stored = read_document(session, part.sha256)
    if stored is None:
        raise HTTPException(404)
    return download(stored, part.filename)
