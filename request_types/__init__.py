"""Everything that can be asked of a running cycle, each sort of request described once.

A sort of request is its payload and its `RequestType`, side by side. Forms, console, API, inbox and handlers are
led by them. Web and API build payloads from forms and JSON by `read_payload`, which names every fault in Danish;
what only the running cycle knows is judged when the request is handled.
"""

from collections.abc import Mapping
from typing import Any, Final

from request_types import answers, councils, cycles, follow_up, inquiries
from request_types.faults import read_model
from request_types.payload import Payload
from request_types.request_type import ADDRESS, RequestType, Subject
from workflows.rules.requests import RequestKind

__all__ = [
    "ADDRESS",
    "CATALOGUE",
    "OFFICE_REQUESTS",
    "Payload",
    "RequestType",
    "Subject",
    "read_payload",
    "request_type",
]

CATALOGUE: Final[Mapping[RequestKind, RequestType[Any]]] = {
    described.kind: described
    for family in (answers, councils, inquiries, cycles, follow_up)
    for described in vars(family).values()
    if isinstance(described, RequestType)
}
OFFICE_REQUESTS: Final = tuple(described for described in CATALOGUE.values() if described.button)
"""What the office may ask by itself."""
_FALLBACKS: Final = {
    "decided_by": "council",
    "meeting_date": "1900-01-01",
    "reported_by": "?",
    "reason": "?",
}


def request_type(kind: RequestKind | str) -> RequestType[Any]:
    """Return the description of a kind of request."""
    return CATALOGUE[RequestKind(kind)]


def read_payload(kind: RequestKind, values: Mapping[str, object]) -> Payload:
    """Return what was typed as the payload of a request of this kind.

    Raises:
        BadInput: with every fault, as Danish sentences.
    """
    payload: Payload = read_model(request_type(kind).payload, values, fallbacks=_FALLBACKS)
    return payload
