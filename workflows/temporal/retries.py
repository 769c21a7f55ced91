"""Named timeouts and retry policies."""

from datetime import timedelta
from typing import Final

from temporalio.common import RetryPolicy

RECORDING_TIMEOUT: Final = timedelta(seconds=3)
"""Start to close of an activity that writes to the database: a killed worker costs three seconds."""

RECORDING_RETRIES: Final = RetryPolicy(
    initial_interval=timedelta(seconds=1),
    maximum_interval=timedelta(minutes=1),
)
"""The database comes back some day, and nothing goes on without it."""

SENDING_TIMEOUT: Final = timedelta(seconds=60)
"""Start to close of one try at sending a letter."""

SENDING_PATIENCE: Final = timedelta(days=5)
"""How long a letter is tried in all (RFC 5321, section 4.5.4.1: four to five days)."""

SENDING_RETRIES: Final = RetryPolicy(
    initial_interval=timedelta(seconds=10),
    maximum_interval=timedelta(hours=1),
)

LETTERS_BEFORE_LEAVING: Final = timedelta(seconds=60)
"""How long a case or inquiry waits for its last letters before it hands them to its cycle."""

TOO_LATE_TO_REMIND: Final = timedelta(hours=1)
"""A letter that could not be sent in time waits for the next office hours: it is planned anew."""

RESTART_PAUSE: Final = timedelta(minutes=1)
"""Wait before a case or inquiry that somebody ended by hand is started anew."""

DIGEST_PATIENCE: Final = timedelta(days=1)
"""How long a weekly letter is tried: on Wednesday it is no news."""

SIGN_IN_PATIENCE: Final = timedelta(hours=1)
"""How long a link to sign in is tried: somebody waits for it at the screen, and asks again."""

FORGETTING_TIMEOUT: Final = timedelta(minutes=10)
"""Start to close of forgetting by rule: it reads the whole store once."""
