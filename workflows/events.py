"""What happened to a cycle that its phases wait for."""

from dataclasses import dataclass


class CycleCancelled(Exception):  # an end, not an error
    """The secretariat gave the cycle up."""


@dataclass(slots=True)
class Events:
    """What the secretariat has asked for and been granted."""

    is_released: bool = False
    is_confirmed: bool = False
    is_cancelled: bool = False

    def spend(self) -> None:
        """Forget what was granted for an earlier phase, before the register lets the next one be asked for."""
        self.is_released = self.is_confirmed = False
