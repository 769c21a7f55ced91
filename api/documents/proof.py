"""What every document of ours says of itself: whether it is an example, and how it can be checked."""

from collections.abc import Iterator
from typing import Final

from api.documents.pdf import Block, Facts, Heading, Text
from models.queries.documents.register_end import RegisterEnd

EXAMPLE: Final = "Tænkt eksempel: intet her er virkeligt."
NUMBERED_SIGNS: Final = "Tegn, som skrifttypen ikke har, står som deres nummer i Unicode, for eksempel [U+1F642]."
_HOW: Final = (
    "Hver oplysning er en post i et register, hvor hver post bærer kontrolsummen af den forrige. Ændres noget "
    "bagefter, passer kæden ikke længere; sekretariatet kan regne den efter med »aftalehjul register verify«. "
)


def register_blocks(end: RegisterEnd) -> Iterator[Block]:
    """Return how a document can be checked against the register, which ended at `end` when it was made."""
    yield Heading("Sådan kan dokumentet efterprøves")
    yield Text(_HOW + NUMBERED_SIGNS)
    yield Facts((("Registeret slutter", f"med post nr. {end.seq}"), ("Postens SHA-256", end.hash)))
