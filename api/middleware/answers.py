"""What holds for every answer: the same headers, and no bare error."""

from pathlib import Path
from traceback import extract_tb
from typing import Final

import structlog
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors.problems import answer_to_error

LAST_PLACES: Final = 8
HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "no-store",
}
# two years; not for subdomains, which other systems of the same town hall may live on
STRICT_TRANSPORT: Final = {"Strict-Transport-Security": "max-age=63072000"}
SECONDS_TO_WAIT: Final = "30"
NOT_TAKEN: Final = (
    "Systemet kan ikke tage imod lige nu, og det, I sendte, er ikke gemt. Gå tilbage, og send igen om lidt; "
    "det tæller kun én gang."
)
_log = structlog.get_logger("web")


class CommonHeaders:
    """Puts the security headers on every answer; one that `is_https` keeps browsers to it."""

    def __init__(self, app: ASGIApp, *, is_https: bool) -> None:
        self.app = app
        self.headers: Final = HEADERS | (STRICT_TRANSPORT if is_https else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the headers; one that the page has set itself stays."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
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
                "unforeseen error",
                method=scope.get("method"),
                kind=type(error).__name__,
                reason=_reason(error),
                at=_places(error),
            )
            if has_begun or scope["type"] != "http":
                raise
            await answer_to_error(Request(scope), _told(error, scope))(scope, receive, send)


def _told(error: Exception, scope: Scope) -> HTTPException:
    if not isinstance(error, (OperationalError, NoConnection)):
        return HTTPException(500)
    headers = {"Retry-After": SECONDS_TO_WAIT}
    return HTTPException(503, detail=NOT_TAKEN if scope["method"] == "POST" else None, headers=headers)


def _reason(error: Exception) -> str:
    """Return the database's own code for what is wrong, such as SQLITE_FULL or PostgreSQL's 53100."""
    cause = getattr(error, "orig", None)
    return str(getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None) or "")


def _places(error: Exception) -> list[str]:
    frames = extract_tb(error.__traceback__)[-LAST_PLACES:]
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
