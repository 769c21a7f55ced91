"""The documents of a version as a form brings them: one file for each part of the agreement."""

from starlette.datastructures import FormData

from api.forms import document_of
from models.documents import NewDocument
from models.faults import BadInput, Fault
from models.versions import file_field

MOST_PARTS = 9


def documents_of(form: FormData) -> tuple[NewDocument, ...]:
    """Return the files of a form in the order of the parts; the first that is missing ends the list.

    Raises:
        BadInput: a file cannot be used, or one is missing before another.
    """
    brought = [document_of(form, file_field(position)) for position in range(MOST_PARTS)]
    found = tuple(document for document in brought if document is not None)
    first_gap = brought.index(None) if None in brought else MOST_PARTS
    if first_gap < len(found):
        raise BadInput(Fault(file_field(first_gap), "Vælg også filen før denne."))
    return found
