"""An error that a person can mend: one clear line and exit 1, never a traceback."""


class CommandError(Exception):  # said to a person
    """Something outside the program is wrong; the message is the Danish sentence that says what."""
