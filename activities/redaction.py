"""Keeps what a failure says out of Temporal's history and out of our log: an error's text may quote a person."""

from collections.abc import Iterator
from contextlib import contextmanager
from traceback import extract_tb

import structlog
from temporalio.exceptions import ApplicationError

_log = structlog.get_logger(__name__)


@contextmanager
def redacted(cycle_id: str = "") -> Iterator[None]:
    """Let errors out by their type's name alone; our own log gets the type and the place as well.

    Raises:
        ApplicationError: something went wrong, and may be tried again.
    """
    try:
        yield
    except ApplicationError:
        raise
    except Exception as error:  # noqa: BLE001  # whatever it is, it is not told as it is
        places = [
            f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in extract_tb(error.__traceback__)
        ]
        _log.error("activity_failed", cycle_id=cycle_id, error=type(error).__name__, at=places[-5:])
        raise ApplicationError("Aktiviteten kunne ikke udføres.", type=type(error).__name__) from None
