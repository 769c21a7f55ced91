"""What became of the remarks made in a hearing (each is shown as taken in or not, and why)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class RemarkVerdict(StrEnum):
    """What became of a remark made in the hearing."""

    TAKEN_IN = "taken_in"
    PARTLY = "partly"
    NOT_TAKEN_IN = "not_taken_in"
    NOTED = "noted"

    @property
    def danish(self) -> str:
        """The words that readers see."""
        return _VERDICTS[self]


_VERDICTS: Final[Mapping[RemarkVerdict, str]] = {
    RemarkVerdict.TAKEN_IN: "indarbejdet",
    RemarkVerdict.PARTLY: "delvist indarbejdet",
    RemarkVerdict.NOT_TAKEN_IN: "ikke indarbejdet",
    RemarkVerdict.NOTED: "taget til efterretning",
}
