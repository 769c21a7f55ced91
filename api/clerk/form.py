"""What the clerk's form brought: what was typed, and a file that is kept from step to step."""

from dataclasses import dataclass

from starlette.datastructures import FormData

from api.clerk.fields import typed_values
from api.dependencies import Dependencies
from api.forms.values import document_of, is_checked
from models.agreements.documents import NewDocument, keep
from request_types.faults import BadInput


@dataclass(frozen=True, slots=True)
class Filled:
    """What a form brought: what was typed, the file that came along, and what is wrong with that file."""

    values: dict[str, str]
    document: NewDocument | None = None
    bad_file: BadInput | None = None


def filled_form(form: FormData) -> Filled:
    """Read a posted form; a file that can be used is named by its SHA-256."""
    values = typed_values(form)
    if is_checked(form, "minutes_removed"):
        values |= {"minutes_sha256": "", "minutes_name": ""}
    try:
        document = document_of(form, "minutes_file")
    except BadInput as error:
        return Filled(values, bad_file=error)
    if document is not None:
        values |= {"minutes_sha256": document.sha256, "minutes_name": document.filename}
    return Filled(values, document)


def keep_file(brought: Filled, deps: Dependencies) -> None:
    """Keep the file that came along for the next step: what names its SHA-256 makes it evidence."""
    if brought.document is not None:
        keep(deps.database, (brought.document,), at=deps.clock())
