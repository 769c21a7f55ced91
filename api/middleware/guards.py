"""What must not come in: a body too large, a post from a foreign page, an address that no store can hold."""

from collections.abc import Awaitable, Callable
from typing import Final
from urllib.parse import unquote

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors.problems import answer_to_error

LARGEST_BODY: Final = 25 * 1024 * 1024
NUL: Final = "\x00"
"""No address of ours holds it, and PostgreSQL cannot even be asked about it."""
SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class Guards:
    """Refuses what must not come in, and answers HEAD as GET without its body."""

    def __init__(self, app: ASGIApp, origin: str) -> None:
        self.app = app
        self.origin = origin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request in, or answer 403, 404 or 413."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await answer_to_error(Request(scope), refusal)(scope, receive, send)
        elif scope["method"] == "HEAD":
            await self.app({**scope, "method": "GET"}, receive, _without_body(send))
        else:
            await self.app(scope, _counted(receive), send)

    def _refusal(self, scope: Scope, headers: Headers) -> HTTPException | None:
        if is_longer_than(headers.get("content-length", "0"), LARGEST_BODY):
            return too_large()
        if NUL in scope["path"] or NUL in unquote(scope["query_string"].decode("latin-1")):
            return HTTPException(404)
        if scope["method"] in SAFE_METHODS or _is_program(scope, headers):
            return None
        return None if self._is_ours(headers) else HTTPException(403, detail=FOREIGN)

    def _is_ours(self, headers: Headers) -> bool:
        site = headers.get("sec-fetch-site")
        if site == "same-origin":  # said by the browser, not by the page: true under every name of this house
            return True
        # our pages tell nobody where a reader comes from (no-referrer), so that browsers post them with
        # "Origin: null"; one too old to say which site it was is let in: no other page knows a link's token or
        # what a session's forms carry
        return site in {None, "none"} and headers.get("origin", "null").lower() in {"null", self.origin}


FOREIGN: Final = "Formularen blev ikke sendt fra vores egen side. Åbn siden igen, og prøv en gang til."


def is_longer_than(length: str, limit: int) -> bool:
    """Tell whether a Content-Length says more than `limit` bytes."""
    return length.isascii() and length.isdigit() and int(length) > limit


def too_large() -> HTTPException:
    """Return the refusal of a body that is too large."""
    return HTTPException(413, detail="Filen er for stor; den må højst fylde 20 MB.")


def _is_program(scope: Scope, headers: Headers) -> bool:
    path: str = scope["path"]
    return path.startswith("/api/") and headers.get("authorization", "").lower().startswith("bearer ")


def _counted(receive: Receive) -> Receive:
    seen = 0

    async def receive_counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > LARGEST_BODY:
            raise too_large()
        return message

    return receive_counted


def _without_body(send: Send) -> Callable[[Message], Awaitable[None]]:
    async def send_without_body(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return send_without_body
