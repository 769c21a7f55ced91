"""How what was typed in the form of a request becomes what is asked."""

from starlette.datastructures import FormData

from api.console.requests.lines import read_lines
from api.forms.values import document_of, filled, is_checked, text_fields
from models.agreements.documents import NewDocument
from request_types import ADDRESS, RequestType
from request_types.inputs import Widget, digest_field, file_field, is_digest
from request_types.payload import Payload


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
