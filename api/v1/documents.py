"""Versions of the text, and other documents."""

from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, File, Form, UploadFile
from fastapi.responses import JSONResponse
from starlette.datastructures import (
    UploadFile as Uploaded,  # FastAPI's own is a subclass that a union does not give
)

from api.background import tell_of_request
from api.forms import CHECKED, read_upload
from api.programs import WritingProgramIn
from api.v1.bodies import Json, accepted, iso
from api.wiring import PartsIn
from models.documents import store
from models.faults import BadInput, Fault
from models.versions import add_version, read_new_version

router = APIRouter()
NO_FILE = Fault("file", "Vælg en fil.")


@router.post("/cycles/{cycle_id}/versions", status_code=201)
def publish_version(
    *,
    cycle_id: str,
    who: WritingProgramIn,
    parts: PartsIn,
    tasks: BackgroundTasks,
    file: Annotated[UploadFile | str | None, File()] = None,
    label: Annotated[str, Form()] = "",
    editorial: Annotated[str, Form(description="true or false")] = "",
    reason: Annotated[str, Form()] = "",
) -> JSONResponse:
    """Publish a version of the text; the newest one once more gives the same number."""
    new = read_new_version({"label": label, "editorial": editorial.lower() in CHECKED, "reason": reason})
    if not isinstance(file, Uploaded):
        raise BadInput(NO_FILE)
    document = read_upload(file, "file")
    version = add_version(parts.database, cycle_id, new, document, made_by=who.made_by, at=parts.clock())
    tell_of_request(parts, tasks, version.receipt.number)
    content: Json = {
        "number": version.number,
        "sha256": version.sha256,
        "label": version.label,
        "filename": version.filename,
        "editorial": version.is_editorial,
        "reason": version.reason,
        "created_at": iso(version.created_at),
    }
    return JSONResponse(content | accepted(version.receipt, cycle_id, parts), 201)


@router.post("/documents", status_code=201)
def upload_document(
    _: WritingProgramIn, parts: PartsIn, file: Annotated[UploadFile | str | None, File()] = None
) -> Json:
    """Keep a document (minutes, evidence) that a request is going to name by its SHA-256."""
    if not isinstance(file, Uploaded):
        raise BadInput(NO_FILE)
    document = read_upload(file, "file")
    with parts.database.write() as session:
        store(session, document)
    return {"sha256": document.sha256, "media_type": document.media_type, "size": len(document.content)}
