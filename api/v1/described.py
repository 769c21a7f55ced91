"""What the description of the API says beside its endpoints: refusals (RFC 9457), and an example of each."""

import json
from pathlib import Path
from typing import Any, Final

from fastapi import FastAPI
from fastapi.security import HTTPBearer

from api.v1.schemas import Preview, StartedCycle

EXAMPLES: Final = Path(__file__).with_name("examples.json")
Responses = dict[int | str, dict[str, Any]]

bearer: Final = HTTPBearer(auto_error=False, description="The token that `aftalehjul token create` prints")
"""Only described here; who may come in is for the endpoints to say."""

PROBLEM: Final[dict[str, Any]] = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What is wrong, in Danish"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}
_MEANINGS: Final = {
    400: "The body cannot be read",
    401: "No token, or one that is no good (any more)",
    403: "The token may not do this",
    404: "There is no such thing",
    409: "It contradicts what is there, or the agreement has ended",
    413: "The body is too large",
    422: "What was said cannot be used; `errors` names each field",
    429: "Too many calls; `Retry-After` tells how many seconds to wait",
    500: "A mistake of ours",
    503: "It cannot be answered now; ask again later",
}
PROBLEMS: Final[Responses] = {
    status: {"description": meaning, "content": {"application/problem+json": {"schema": PROBLEM}}}
    for status, meaning in _MEANINGS.items()
}
AGAIN: Final[Responses] = {200: {"description": "It was asked before: the same answer", "model": StartedCycle}}
PREVIEWED: Final[Responses] = {
    200: {"description": "What it would cause, where only that was asked", "model": Preview}
}


class DescribedAPI(FastAPI):
    """An app whose description shows an answer of each sort; FastAPI's own drops what is null in them."""

    def openapi(self) -> dict[str, Any]:
        """Return the description of the API (OpenAPI 3.1)."""
        if self.openapi_schema is None:
            schemas = super().openapi()["components"]["schemas"]
            for name, example in json.loads(EXAMPLES.read_text(encoding="utf-8")).items():
                schemas[name]["examples"] = [example]
        return super().openapi()
