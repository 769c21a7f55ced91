"""Versions of the text, and other documents."""

from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, File, UploadFile
from starlette.datastructures import (
    UploadFile as Uploaded,  # FastAPI's own is a subclass that a union does not give
)

from api.authentication import Deps
from api.background import tell_of_request
from api.bearer import WritingProgramDep
from api.forms.posted import FormDep
from api.forms.uploads import documents_of
from api.forms.values import is_checked, read_upload, text_fields
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
    *, cycle_id: str, who: WritingProgramDep, deps: Deps, tasks: BackgroundTasks, form: FormDep
) -> Version:
    """Publish a version of the text, one file for each part; the newest one once more gives the same number."""
    said = text_fields(form, ("label", "reason"))
    new = read_new_version({**said, "editorial": is_checked(form, "editorial")})
    documents = documents_of(form, deps)
    if not documents:
        raise BadInput(NO_FILE)
    first, *further = documents
    version = add_version(
        deps.database, cycle_id, new, first, parts=tuple(further), made_by=who.made_by, at=deps.clock()
    )
    tell_of_request(deps, tasks, version.receipt.number)
    receipt = accepted(version.receipt, cycle_id, deps).model_dump()
    return Version.model_validate({**attributes(version), **receipt})


@router.post("/documents", status_code=201)
def upload_document(
    _: WritingProgramDep, deps: Deps, file: Annotated[UploadFile | str | None, File()] = None
) -> Document:
    """Keep a document (minutes, evidence) that a request is going to name by its SHA-256."""
    if not isinstance(file, Uploaded):
        raise BadInput(NO_FILE)
    document = read_upload(file, "file")
    with deps.database.write() as session:
        store(session, document, at=deps.clock())
    return Document(sha256=document.sha256, media_type=document.media_type, size=len(document.content))
