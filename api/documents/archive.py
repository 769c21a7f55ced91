"""ZIP files that are the same for the same content, with names that every system can unpack."""

import re
import unicodedata
import zipfile
from collections.abc import Iterable
from io import BytesIO
from typing import Final

ZIP: Final = "application/zip"
_BEGINNING: Final = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # the earliest moment that a ZIP can hold: its files carry their own dates
_PLAIN_FILE: Final = 0o100644 << 16
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_LONGEST: Final = 100


def archive(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return the files as a ZIP, not compressed: how well a machine compresses would show in the bytes."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as zipped:
        for name, content in files:
            entry = zipfile.ZipInfo(name, _BEGINNING)
            entry.create_system = 3  # Unix, wherever it is made
            entry.external_attr = _PLAIN_FILE
            zipped.writestr(entry, content)
    return made.getvalue()


def safe_name(name: str) -> str:
    """Return a file's name that no system refuses: letters as one sign each, no folders, nothing reserved."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = re.sub(r"[^\w .,()\-]", "", last).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    short = f"{stem[:_LONGEST].strip()}{dot}{ending}" if dot else plain[:_LONGEST].strip()
    return f"_{short}" if _RESERVED.fullmatch(short) else short or "dokument"


def apart(names: Iterable[str]) -> list[str]:
    """Return safe names of which no two are the same: the second "aftale.pdf" is "aftale (2).pdf"."""
    taken: list[str] = []
    for name in map(safe_name, names):
        stem, dot, ending = name.rpartition(".")
        tries = (
            f"{stem or ending} ({number}){dot if stem else ''}{ending if stem else ''}"
            for number in range(2, 1000)
        )
        known = {each.casefold() for each in taken}
        taken.append(
            name if name.casefold() not in known else next(each for each in tries if each.casefold() not in known)
        )
    return taken
