"""Noting who tries to come in: a row for the secretariat, a line in the log with a number at most."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import structlog
from fastapi import Request

from api.dependencies import Dependencies
from api.limits import Limited, TooMany, address_of
from models.access.staff import SignInStep, note_attempt

_log = structlog.get_logger("web")
_EVENTS: Final = {
    SignInStep.ASKED: "sign_in_asked",
    SignInStep.UNKNOWN: "sign_in_unknown",
    SignInStep.SIGNED_IN: "signed_in",
    SignInStep.REFUSED: "sign_in_refused",
    SignInStep.LIMITED: "sign_in_limited",
}


def note(deps: Dependencies, step: SignInStep, staff_id: int | None = None) -> None:
    """Note what somebody did on the way in."""
    note_attempt(deps.database, step, deps.clock(), staff_id=staff_id)
    _log.info(_EVENTS[step], staff=staff_id)


def count_attempt(what: Limited, who: str, request: Request, deps: Dependencies) -> None:
    """Count an attempt; that there were too many is noted once in a while, so that the notes stay readable.

    Raises:
        TooMany: there were too many.
    """
    with _noted_excess(request, deps):
        deps.limits.count(what, who)


def look_at_attempts(what: Limited, who: str, request: Request, deps: Dependencies) -> None:
    """Count nothing; that there were too many already is noted as where they are counted.

    Raises:
        TooMany: there were too many.
    """
    with _noted_excess(request, deps):
        deps.limits.look(what, who)


@contextmanager
def _noted_excess(request: Request, deps: Dependencies) -> Iterator[None]:
    try:
        yield
    except TooMany:
        if deps.limits.wait(Limited.NOTED, address_of(request)) is None:
            note(deps, SignInStep.LIMITED)
        raise
