"""Long lists in pages: which one is shown, and the way to the others."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import Query

from models.store.paging import last_page, offset_of

ROWS: Final = 50
LARGEST_PAGE: Final = 100_000
PageDep = Annotated[int, Query(alias="side", ge=1, le=LARGEST_PAGE)]
"""The page that an address names, from 1."""
_ALL_SHOWN: Final = 7


@dataclass(frozen=True, slots=True)
class Paging:
    """Page `number` of a list of `total` rows at `path`, where `query` is what else its address carries.

    A page after the last one is the last.
    """

    path: str
    number: int
    total: int
    query: Mapping[str, str]
    rows: int = ROWS

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return last_page(self.total, rows=self.rows)

    def __post_init__(self) -> None:
        object.__setattr__(self, "number", min(self.number, self.pages))

    @property
    def offset(self) -> int:
        """How many rows stand on the pages before."""
        return offset_of(self.number, total=self.total, rows=self.rows)

    def at(self, number: int) -> str:
        """Return the address of a page."""
        said = {name: value for name, value in self.query.items() if value}
        words = urlencode(said | ({"side": str(number)} if number > 1 else {}))
        return f"{self.path}?{words}" if words else self.path

    @property
    def numbers(self) -> tuple[int, ...]:
        """The pages that are linked to, 0 where some are left out between two of them."""
        if self.pages <= _ALL_SHOWN:
            return tuple(range(1, self.pages + 1))
        near = {1, self.pages, self.number - 1, self.number, self.number + 1}
        shown = sorted(number for number in near if 1 <= number <= self.pages)
        gaps = {after for before, after in pairwise(shown) if after > before + 1}
        return tuple(each for number in shown for each in ((0, number) if number in gaps else (number,)))
