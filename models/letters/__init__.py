"""Letters as the store knows them: which were ordered, what they say, and what became of them."""

from models.letters.facts import (
    AttachedText,
    Council,
    LetterFacts,
    LetterIdentity,
    Office,
    RecordedAnswer,
    Tally,
)
from models.letters.gathering import gather
from models.letters.ledger import mark, take_down
from models.letters.overtaking import is_overtaken

__all__ = [
    "AttachedText",
    "Council",
    "LetterFacts",
    "LetterIdentity",
    "Office",
    "RecordedAnswer",
    "Tally",
    "gather",
    "is_overtaken",
    "mark",
    "take_down",
]
