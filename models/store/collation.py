"""Danish alphabetical order as a text of digits, so that both databases can sort by it in any collation."""

import unicodedata
from typing import Final

_ORDER: Final = " 0123456789abcdefghijklmnopqrstuvwxyzæøå"
_PLACE: Final = {letter: f"{place:02d}" for place, letter in enumerate(_ORDER, start=1)}
_KIN: Final = str.maketrans(
    {
        "ä": "æ",
        "ö": "ø",
        "ő": "ø",
        "ü": "y",
        "ű": "y",
        "œ": "ø",
        "ß": "ss",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ł": "l",
    },
)
_LAST: Final = "99"
_LONGEST_KEY: Final = 198


def danish_sort_key(text: str) -> str:
    """Return `text` as a key whose plain order is Danish alphabetical order: … y z æ ø å, where aa is å.

    Capitals and accents do not count (é is e), marks between words count as one space. Each letter becomes
    its two-digit place in the alphabet. Digits, because every collation orders them alike, while a Danish
    one would read "aa" in a hexadecimal key as å. A key holds at most 99 letters, to fit its column.

    Source: Dansk Sprognævn, Retskrivningsordbogen § 4 (alphabetical order).
    """
    letters = unicodedata.normalize("NFC", text).lower().translate(_KIN)
    plain = "".join(each if each in _PLACE else _without_marks(each) for each in letters)
    words = " ".join(plain.replace("aa", "å").split())
    return "".join(_PLACE[letter] for letter in words)[:_LONGEST_KEY]


def last_sort_key(text: str) -> str:
    """Return a key that comes after all those of `danish_sort_key`, and among its like in Danish order."""
    return (_LAST + danish_sort_key(text))[:_LONGEST_KEY]


def _without_marks(letter: str) -> str:
    base = unicodedata.normalize("NFKD", letter).lower()
    return "".join(each if each in _PLACE else " " for each in base if not unicodedata.combining(each))
