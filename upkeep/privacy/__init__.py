"""Persons in the store: what is known of one, forgetting one, and forgetting by rule when the time is over."""

from upkeep.privacy.erasing import Erased, StillNeeded, erase_person, mentions
from upkeep.privacy.holdings import holdings, reporters
from upkeep.privacy.obstacles import obstacles
from upkeep.privacy.person import Person, TooVague
from upkeep.privacy.places import all_rows, leaves
from upkeep.privacy.retaining import Retained, retain

__all__ = [
    "Erased",
    "Person",
    "Retained",
    "StillNeeded",
    "TooVague",
    "all_rows",
    "erase_person",
    "holdings",
    "leaves",
    "mentions",
    "obstacles",
    "reporters",
    "retain",
]
