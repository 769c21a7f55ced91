"""Which handler takes which request: each names its own."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from activities.handling.context import RequestContext
from request_types import Payload, RequestType
from workflows.contracts.requests import Recorded
from workflows.rules.requests import RequestKind

P = TypeVar("P", bound=Payload)
Handler = Callable[[RequestContext, P], Recorded]
HANDLERS: Final[dict[RequestKind, Handler[Any]]] = {}


def handles(asked: RequestType[P]) -> Callable[[Handler[P]], Handler[P]]:
    """Register a function as what takes requests of a sort.

    Raises:
        ValueError: another one does.
    """

    def registered(handler: Handler[P]) -> Handler[P]:
        if HANDLERS.setdefault(asked.kind, handler) is not handler:
            raise ValueError(f"{asked.kind} has a handler")
        return handler

    return registered
