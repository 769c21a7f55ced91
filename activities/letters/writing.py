"""Writes a letter from its facts: which links stand in it, and what its templates are told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from activities.letters.message import Mail
from activities.letters.wording import Wordings
from models.letters import LetterFacts
from models.links import LinkSigner
from workflows.rules.letters import LetterKind

_KEEP_A_RECEIPT: Final = frozenset({LetterKind.RECEIPT, LetterKind.REFUSAL})


@dataclass(frozen=True, slots=True)
class Desk:
    """What a letter is written with; `public_url` has no slash at its end."""

    wordings: Wordings
    signer: LinkSigner
    public_url: str
    sender: str


def as_mail(desk: Desk, facts: LetterFacts, *, key: str, at: datetime) -> Mail:
    """Return the mail; its link is signed only now, so that it stands nowhere else (law 6)."""
    link = _link(desk, facts)
    wording = desk.wordings.write(
        facts.kind,
        letter=facts,
        office=facts.office,
        is_example=facts.is_example,
        link=link,
        receipt=f"{link}/kvittering/{facts.request}" if link and facts.kind in _KEEP_A_RECEIPT else "",
        console=f"{desk.public_url}/",
    )
    return Mail(key=key, wording=wording, reply_to=facts.office.mailbox, at=at, attached=facts.text)


def _link(desk: Desk, facts: LetterFacts) -> str:
    if facts.invitation is None:
        return ""
    token = desk.signer.token(facts.invitation.invitation, facts.invitation.generation)
    return f"{desk.public_url}/b/{token}"
