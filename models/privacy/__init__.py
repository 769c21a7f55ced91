"""Persons in the store: what is known of one, forgetting one, and forgetting by rule when the time is over."""

from models.privacy.erasing import Erased, StillNeeded, erase_person, mentions
from models.privacy.holdings import holdings, reporters
from models.privacy.obstacles import obstacles
from models.privacy.person import Person, TooVague
from models.privacy.places import all_rows, leaves
from models.privacy.retaining import Retained, retain

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
