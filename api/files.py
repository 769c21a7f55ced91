"""Giving documents out."""

from urllib.parse import quote

from fastapi.responses import Response

from models.documents import StoredDocument


def download(document: StoredDocument, filename: str) -> Response:
    """Return a document for saving, under its name and with its checksum."""
    plain = filename.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
    headers = {
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(filename)}",
        "X-Checksum-SHA256": document.sha256,
    }
    return Response(document.content, media_type=document.media_type, headers=headers)
