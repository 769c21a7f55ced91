"""A rehearsal's hands: the real register on a store of its own, and imagined participants."""

from activities.rehearsal.assumptions import Assumption, BadAssumption, read_assumptions
from activities.rehearsal.cast import Cast
from activities.rehearsal.postbox import KeepingPostbox
from activities.rehearsal.register import RehearsedRegister

__all__ = [
    "Assumption",
    "BadAssumption",
    "Cast",
    "KeepingPostbox",
    "RehearsedRegister",
    "read_assumptions",
]
