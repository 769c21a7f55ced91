"""From a form to values: what was typed is kept for the page, and normalised for the payload."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from starlette.datastructures import FormData, UploadFile

from api.forms.posted import text_of
from models.agreements.documents import BadDocument, DocumentTooLarge, NewDocument, inspect
from request_types.faults import BadInput, Fault

CHECKED: Final = frozenset({"on", "ja", "1", "true", "yes"})
_DANISH_DAY: Final = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")


class FileTooLarge(BadInput):
    """A file of the form is too large."""


def text_fields(form: FormData, names: Iterable[str]) -> dict[str, str]:
    """Return what was typed in the named fields, empty text where nothing was."""
    return {name: text_of(form, name) for name in names}


def filled(values: Mapping[str, str]) -> dict[str, object]:
    """Return the fields that say something, dates as the payload wants them."""
    return {name: as_date(value, name) for name, value in values.items() if value.strip()}


def start_values(values: Mapping[str, str]) -> dict[str, object]:
    """Return the fields of a start's form that say something; `parties` are one to a line."""
    said = filled(values)
    chosen = re.split(r"[\n,;]+", str(said.pop("parties", "")))
    parties = tuple(name.strip() for name in chosen if name.strip())
    return said | ({"parties": parties} if parties else {})


def as_date(value: str, name: str) -> str:
    """Return a date typed the Danish way ("15.12.2027") as ISO 8601; anything else as it is."""
    is_date = name.endswith(("_date", "_on", "_start", "_end")) or name in {
        "deadline",
        "approval_deadline",
        "quiet_until",
    }
    match = _DANISH_DAY.fullmatch(value.strip()) if is_date else None
    return f"{match[3]}-{match[2]:0>2}-{match[1]:0>2}" if match else value.strip()


def is_checked(form: FormData, name: str) -> bool:
    """Tell whether a box was ticked."""
    return text_of(form, name).strip().lower() in CHECKED


def document_of(form: FormData, name: str) -> NewDocument | None:
    """Return the file of a form, None where none was chosen.

    Raises:
        FileTooLarge, BadInput: the file cannot be used.
    """
    upload = form.get(name)
    if not isinstance(upload, UploadFile) or not upload.filename:
        return None
    return read_upload(upload, name)


def read_upload(upload: UploadFile, name: str) -> NewDocument:
    """Return an uploaded file, judged by its content.

    Raises:
        FileTooLarge, BadInput: the file cannot be used.
    """
    try:
        return inspect(upload.file.read(), upload.filename or "")
    except DocumentTooLarge as error:
        raise FileTooLarge(Fault(name, str(error))) from error
    except BadDocument as error:
        raise BadInput(Fault(name, str(error))) from error


def status_of(error: BadInput) -> int:
    """Return the status that tells of an error."""
    return 413 if isinstance(error, FileTooLarge) else 422
