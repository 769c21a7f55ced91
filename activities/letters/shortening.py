"""Text as headers and short letters take it."""

from typing import Final

_CUT: Final = "…"


def one_line(text: str) -> str:
    """Return `text` on one line, fit for a header: line breaks and control characters become spaces."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def shortened(text: str, words: int) -> str:
    """Return the first words of `text` on one line, with "…" where more were left out."""
    found = text.split()
    return " ".join(found[:words]) + (f" {_CUT}" if len(found) > words else "")
