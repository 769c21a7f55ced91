"""The documents of a version as a form brings them: one file for each part of the agreement."""

from starlette.datastructures import FormData

from api.dependencies import Dependencies
from api.forms.posted import text_of
from api.forms.values import document_of
from models.agreements.documents import NewDocument, kept
from models.agreements.versions import file_field
from request_types.faults import BadInput, Fault

MOST_PARTS = 9


def documents_of(form: FormData, deps: Dependencies) -> tuple[NewDocument, ...]:
    """Return the files of a form in the order of the parts; the first that is missing ends the list.

    A file may also be one that was kept from an earlier step and is named by its SHA-256.

    Raises:
        BadInput: a file cannot be used, or one is missing before another.
    """
    brought = [_document(form, file_field(position), deps) for position in range(MOST_PARTS)]
    found = tuple(document for document in brought if document is not None)
    first_gap = brought.index(None) if None in brought else MOST_PARTS
    if first_gap < len(found):
        raise BadInput(Fault(file_field(first_gap), "Vælg også filen før denne."))
    return found


def carried_files(documents: tuple[NewDocument, ...]) -> dict[str, str]:
    """Return what a form's next step carries unseen of files that were kept."""
    said: dict[str, str] = {}
    for position, document in enumerate(documents):
        place = file_field(position)
        said |= {f"{place}_sha256": document.sha256, f"{place}_name": document.filename}
    return said


def _document(form: FormData, place: str, deps: Dependencies) -> NewDocument | None:
    if (upload := document_of(form, place)) is not None:
        return upload
    digest, name = text_of(form, f"{place}_sha256"), text_of(form, f"{place}_name")
    with deps.database.read() as session:
        return kept(session, digest, name) if digest else None
