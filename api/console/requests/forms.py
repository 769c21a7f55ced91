"""How what was typed in the form of a request becomes what is asked, lists typed as lines among it."""

from collections.abc import Callable
from typing import Final

from starlette.datastructures import FormData

from api.forms.values import as_date, document_of, filled, is_checked, text_fields
from models.agreements.documents import NewDocument
from request_types import ADDRESS, RequestType
from request_types.faults import BadInput, Fault
from request_types.inputs import Widget, digest_field, file_field, is_digest
from request_types.payload import Payload, as_number
from workflows.rules.follow_up import Progress

_MILESTONE: Final = "Linje {number}: skriv milepælen som »navn; dato«."
_STATUS: Final = "Linje {number}: skriv status som »nummer; status; bemærkning«, for eksempel »3; I gang«."
_WORDS: Final = {each.danish.casefold(): each.value for each in Progress} | {
    each.value: each.value for each in Progress
}


def read_lines(name: str, text: str) -> dict[str, object]:
    """Return the list that a field holds, under the field's name; nothing where no line is filled.

    Raises:
        BadInput: a line cannot be read.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        return {}
    read = _READERS.get(name, _as_it_is)
    return {name: [read(line, number) for number, line in enumerate(lines, start=1)]}


def _as_it_is(line: str, number: int) -> object:
    del number
    return line


def _day(line: str, number: int) -> object:
    del number
    return as_date(line, "meeting_date")


def _milestone(line: str, number: int) -> object:
    title, separator, day = line.rpartition(";")
    if not (separator and title.strip() and day.strip()):
        raise BadInput(Fault("milestones", _MILESTONE.format(number=number)))
    return {"title": title.strip(), "due_on": as_date(day.strip(), "due_on")}


def _status(line: str, number: int) -> object:
    said, _, rest = line.partition(";")
    word, _, note = rest.partition(";")
    initiative, progress = as_number(said.strip()), _WORDS.get(word.strip().casefold())
    if not (initiative and progress):
        raise BadInput(Fault("initiatives", _STATUS.format(number=number)))
    return {"initiative": initiative, "progress": progress, "note": note.strip()}


_READERS: Final[dict[str, Callable[[str, int], object]]] = {
    "council_meetings": _day,
    "committee_meetings": _day,
    "finance_committee_meetings": _day,
    "milestones": _milestone,
    "initiatives": _status,
}


def hidden_fields(asked: RequestType[Payload]) -> tuple[str, ...]:
    """Return what a form carries unseen: whom the request concerns, and the fields that nobody types."""
    typed_in = asked.inputs()
    return (*ADDRESS, *(name for name in asked.payload.model_fields if file_field(name) not in typed_in))


def carried_on(form: FormData, asked: RequestType[Payload], values: dict[str, object]) -> dict[str, str]:
    """Return what a form's next step carries unseen: all that was typed, and each file by its SHA-256."""
    names = [name for name in asked.inputs() if not is_digest(digest_field(name))]
    said = text_fields(form, (*names, *hidden_fields(asked)))
    said |= {digest: str(values.get(digest) or "") for digest in _digests(asked)}
    return {name: value for name, value in said.items() if value}


def values_of(form: FormData, asked: RequestType[Payload]) -> tuple[dict[str, object], tuple[NewDocument, ...]]:
    """Return what a form says, as the request's payload wants it, and the documents that came along.

    Raises:
        BadInput: a file cannot be used, or a line of a list cannot be read.
    """
    inputs = asked.inputs()
    values = filled(text_fields(form, (*inputs, *hidden_fields(asked), *_digests(asked))))
    documents: list[NewDocument] = []
    for name, each in inputs.items():
        match each.widget:
            case Widget.BOX:
                values[name] = is_checked(form, name)
            case Widget.LINES:
                values |= read_lines(name, str(values.pop(name, "")))
            case Widget.FILE if document := document_of(form, name):
                documents.append(document)
                values[digest_field(name)] = document.sha256
    return values, tuple(documents)


def _digests(asked: RequestType[Payload]) -> tuple[str, ...]:
    return tuple(name for name in asked.payload.model_fields if is_digest(name))
