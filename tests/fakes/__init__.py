"""Fakes of the ports: they answer by the same rules, from memory."""

from tests.fakes.asked import SAID, Asked, midnight
from tests.fakes.calendar import PlainCalendar
from tests.fakes.outbox import Outbox
from tests.fakes.register import MemoryRegister

__all__ = ["SAID", "Asked", "MemoryRegister", "Outbox", "PlainCalendar", "midnight"]
