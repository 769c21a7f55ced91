"""One line of a check-up."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at (`name`, for programs), what was found, and what to do where it is not well (Danish)."""

    name: str
    found: str
    to_do: str = ""

    @property
    def is_well(self) -> bool:
        """Tell whether there is nothing to do."""
        return not self.to_do


def check_of(name: str, found: str, *, is_well: bool, to_do: str) -> Check:
    """Return a check; `to_do` is said only where it is not well."""
    return Check(name, found, "" if is_well else to_do)
