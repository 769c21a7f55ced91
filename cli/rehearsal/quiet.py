"""Keeps out of the log what is no news in a rehearsal: that a letter waits for the morning."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from temporalio.exceptions import ApplicationError

from workflows.contracts.letters import OFFICES_CLOSED

LOGGER: Final = logging.getLogger("temporalio.activity")


@contextmanager
def without_closed_offices() -> Iterator[None]:
    """Leave letters that wait for office hours out of the log; everything else is told."""
    LOGGER.addFilter(_is_news)
    try:
        yield
    finally:
        LOGGER.removeFilter(_is_news)


def _is_news(record: logging.LogRecord) -> bool:
    error = record.exc_info[1] if record.exc_info else None
    return not (isinstance(error, ApplicationError) and error.type == OFFICES_CLOSED)
