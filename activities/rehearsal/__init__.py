"""A rehearsal's hands: the real register on a store of its own, and imagined participants."""

from activities.rehearsal.assumptions import Assumption, BadAssumption, read_assumptions
from activities.rehearsal.cast import Cast
from activities.rehearsal.envelopes import EnvelopeAuthor
from activities.rehearsal.poster import KeepingPoster
from activities.rehearsal.register import RehearsedRegister

__all__ = [
    "Assumption",
    "BadAssumption",
    "Cast",
    "EnvelopeAuthor",
    "KeepingPoster",
    "RehearsedRegister",
    "read_assumptions",
]
