"""Trouble that a person can mend: one clear line and exit 1, never a traceback."""


class Trouble(Exception):  # said to a person
    """Something outside the program is wrong; the message is the Danish sentence that says what."""
