"""Versions of the text, and other documents."""

from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, File, UploadFile
from starlette.datastructures import (
    UploadFile as Uploaded,  # FastAPI's own is a subclass that a union does not give
)

from api.authentication import PartsIn
from api.background import tell_of_request
from api.bearer import WritingProgramIn
from api.forms.posted import FormIn
from api.forms.uploads import documents_of
from api.forms.values import is_checked, read_upload, typed
from api.v1.bodies import accepted, attributes
from api.v1.schemas import Document, Version
from models.agreements.documents import store
from models.agreements.versions import add_version, read_new_version
from request_types.faults import BadInput, Fault

router = APIRouter()
NO_FILE = Fault("file", "Vælg en fil.")
_FILE = {"type": "string", "format": "binary"}
_FORM = {
    "requestBody": {
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file", "label"],
                    "properties": {
                        "file": _FILE,
                        "file_2": {**_FILE, "description": "The second part, where the agreement has several"},
                        "label": {"type": "string"},
                        "editorial": {"type": "string", "description": "true or false"},
                        "reason": {"type": "string"},
                    },
                }
            }
        }
    }
}


@router.post("/cycles/{cycle_id}/versions", status_code=201, openapi_extra=_FORM)
def publish_version(
    *, cycle_id: str, who: WritingProgramIn, parts: PartsIn, tasks: BackgroundTasks, form: FormIn
) -> Version:
    """Publish a version of the text, one file for each part; the newest one once more gives the same number."""
    said = typed(form, ("label", "reason"))
    new = read_new_version({**said, "editorial": is_checked(form, "editorial")})
    documents = documents_of(form, parts)
    if not documents:
        raise BadInput(NO_FILE)
    first, *further = documents
    version = add_version(
        parts.database, cycle_id, new, first, parts=tuple(further), made_by=who.made_by, at=parts.clock()
    )
    tell_of_request(parts, tasks, version.receipt.number)
    receipt = accepted(version.receipt, cycle_id, parts).model_dump()
    return Version.model_validate({**attributes(version), **receipt})


@router.post("/documents", status_code=201)
def upload_document(
    _: WritingProgramIn, parts: PartsIn, file: Annotated[UploadFile | str | None, File()] = None
) -> Document:
    """Keep a document (minutes, evidence) that a request is going to name by its SHA-256."""
    if not isinstance(file, Uploaded):
        raise BadInput(NO_FILE)
    document = read_upload(file, "file")
    with parts.database.write() as session:
        store(session, document, at=parts.clock())
    return Document(sha256=document.sha256, media_type=document.media_type, size=len(document.content))
