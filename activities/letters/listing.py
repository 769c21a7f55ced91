"""Lists in letters: as many lines as a short letter has room for, and how many were left out."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final

from activities.letters.facts.inquiry_shapes import InitiativeLine
from activities.letters.shortening import shortened

MOST: Final = 12
_ROOM: Final = 40
_LONGEST_TITLE: Final = 6
_LONGEST_NAME: Final = 6
_WORD: Final = re.compile(r"[\w-]+")


def initiative_lines(initiatives: Sequence[InitiativeLine], *, with_owner: bool = False) -> list[str]:
    """Return a line for each initiative, as in "3. Fælles akutteam – I gang", as many as there is room for.

    The last line is "og 5 til" where more were left out.
    """
    lines = [_line(each, with_owner=with_owner) for each in initiatives]
    shown = lines[: max(1, _fitting(lines))]
    return shown + _rest(len(lines) - len(shown))


def listed(names: Sequence[str]) -> str:
    """Return names as a Danish list, "A, B og C"; with "og 5 til" at its end where there is no room for all."""
    shown = [shortened(name, _LONGEST_NAME) for name in names][: max(1, _fitting(names))]
    if left_out := len(names) - len(shown):
        return f"{', '.join(shown)} og {left_out} til"
    return " og ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))


def _line(initiative: InitiativeLine, *, with_owner: bool) -> str:
    status = initiative.status
    if with_owner and initiative.owner:
        status += f" ({shortened(initiative.owner, _LONGEST_NAME)})"
    return f"{initiative.number}. {shortened(initiative.title, _LONGEST_TITLE)} – {status}"


def _fitting(lines: Sequence[str]) -> int:
    return sum(words <= _ROOM for words in accumulate(_words(lines[:MOST])))


def _words(lines: Sequence[str]) -> Iterator[int]:
    return (len(_WORD.findall(line)) for line in lines)


def _rest(left_out: int) -> list[str]:
    return [f"og {left_out} til"] if left_out else []
