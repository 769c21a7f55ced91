"""Letters as the store knows them: which were ordered, what they say, and what became of them."""

from models.letters.ahead import read_ahead
from models.letters.facts import (
    AttachedText,
    Council,
    LetterFacts,
    Office,
    RecordedAnswer,
    Tally,
)
from models.letters.gathering import gather, gather_envelope
from models.letters.inquiry_facts import (
    AuthorityFacts,
    InitiativeLine,
    InquiryFacts,
    InquiryReply,
    StatusFacts,
)
from models.letters.ledger import lay_silence, mark, order_letters, order_of, take_down
from models.letters.left_behind import end_what_was_left_behind
from models.letters.overtaking import has_an_answer_waiting, is_overtaken, waits_for_its_stage

__all__ = [
    "AttachedText",
    "AuthorityFacts",
    "Council",
    "InitiativeLine",
    "InquiryFacts",
    "InquiryReply",
    "LetterFacts",
    "Office",
    "RecordedAnswer",
    "StatusFacts",
    "Tally",
    "end_what_was_left_behind",
    "gather",
    "gather_envelope",
    "has_an_answer_waiting",
    "is_overtaken",
    "lay_silence",
    "mark",
    "order_letters",
    "order_of",
    "read_ahead",
    "take_down",
    "waits_for_its_stage",
]
