"""Keeps what a failure says out of Temporal's history: names, addresses and texts stay in our own log (law 6)."""

from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from temporalio.exceptions import ApplicationError

_log = structlog.get_logger(__name__)


@contextmanager
def discreetly() -> Iterator[None]:
    """Let errors out by their type's name alone; the whole of them goes to our own log.

    Raises:
        ApplicationError: something went wrong, and may be tried again.
    """
    try:
        yield
    except ApplicationError:
        raise
    except Exception as error:  # noqa: BLE001  # whatever it is, it is not told as it is
        _log.exception("letter_failed")
        raise ApplicationError("Brevet kunne ikke behandles.", type=type(error).__name__) from None
