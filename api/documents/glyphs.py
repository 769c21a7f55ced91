"""What the fonts that come with the typesetter can show; PDF/A refuses a document that holds any other sign."""

from typing import Final

_SHOWN: Final = (
    range(0x20, 0x7F),  # Latin
    range(0xA0, 0x500),  # Latin with all accents, Greek, Cyrillic
    range(0x5D0, 0x5EB),  # Hebrew
    range(0x621, 0x63B),  # Arabic
    range(0x640, 0x656),
    range(0x660, 0x66A),
    range(0x1E00, 0x1F00),  # more accents: Vietnamese, Sámi
    range(0x2010, 0x2028),  # dashes, quotation marks, bullets
    range(0x2030, 0x2041),
    range(0x20A0, 0x20C0),  # currencies
    range(0x2190, 0x2400),  # arrows, mathematics
)
_UNASSIGNED: Final = frozenset({0x378, 0x379, 0x380, 0x381, 0x382, 0x383, 0x38B, 0x38D, 0x3A2})
_LATIN: Final = (range(0x20, 0x7F), range(0xA0, 0x180), range(0x2010, 0x2028), range(0x20A0, 0x20C0))


def shown(text: str, *, only_latin: bool = False) -> str:
    """Return a text that the fonts can show: any other sign stands as its number, "[U+1F642]".

    Line breaks stay, and so does the order of what was typed: signs that would turn it round become numbers too.
    """
    ranges = _LATIN if only_latin else _SHOWN
    return "".join(sign if _is_shown(ord(sign), ranges) else _number(sign) for sign in text.expandtabs(4))


def _is_shown(point: int, ranges: tuple[range, ...]) -> bool:
    is_in_fonts = any(point in each for each in ranges) and point not in _UNASSIGNED
    return is_in_fonts or point == ord("\n")


def _number(sign: str) -> str:
    return f"[U+{ord(sign):04X}]"
