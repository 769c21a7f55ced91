"""What holds for every request: no body too large, no post from foreign pages, the same headers, no bare error."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from traceback import extract_tb
from typing import Final

import structlog
from sqlalchemy.exc import OperationalError
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import answer_to_error

LARGEST_BODY: Final = 25 * 1024 * 1024
LAST_PLACES: Final = 8
SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    # with no-referrer browsers would post "Origin: null"; other sites learn nothing this way either
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "no-store",
}
_log = structlog.get_logger("web")


class CommonHeaders:
    """Puts the security headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the headers; one that the page has set itself stays."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)


class NoBareErrors:
    """Turns an error that nobody foresaw into a plain page, and one line in the log without personal data."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 500 in place of a traceback; an answer that has begun is broken off."""
        has_begun = False

        async def watched_send(message: Message) -> None:
            nonlocal has_begun
            has_begun = has_begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, watched_send)
        except Exception as error:
            # no message and no trace: they may hold what a clerk has typed, or a link
            _log.error(
                "unforeseen error", method=scope.get("method"), kind=type(error).__name__, at=_places(error)
            )
            if has_begun or scope["type"] != "http":
                raise
            status = 503 if isinstance(error, OperationalError) else 500
            await answer_to_error(Request(scope), HTTPException(status))(scope, receive, send)


def _places(error: Exception) -> list[str]:
    frames = extract_tb(error.__traceback__)[-LAST_PLACES:]
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]


class Guards:
    """Refuses what must not come in, and answers HEAD as GET without its body."""

    def __init__(self, app: ASGIApp, origin: str) -> None:
        self.app = app
        self.origin = origin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request in, or answer 403 or 413."""
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
        if scope["method"] in SAFE_METHODS or _is_program(scope, headers):
            return None
        return None if self._is_ours(headers) else HTTPException(403, detail=FOREIGN)

    def _is_ours(self, headers: Headers) -> bool:
        site = headers.get("sec-fetch-site")
        if site is not None and site not in {"same-origin", "none"}:
            return False
        origin = headers.get("origin")
        if origin == "null":
            return site == "same-origin"
        return origin is None or origin.lower() == self.origin


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
