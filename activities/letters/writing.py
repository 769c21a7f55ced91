"""Writes a letter from its facts: which links stand in it, and what its templates are told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlmodel import Session

from activities.letters.facts.gathering import gather
from activities.letters.facts.shapes import LetterFacts
from activities.letters.message import Mail
from activities.letters.wording import Wordings
from models.access.links import LinkSigner, link_path
from workflows.contracts.letters import LetterOrder
from workflows.rules.letters import LetterKind

_KEEP_A_RECEIPT: Final = frozenset({LetterKind.RECEIPT, LetterKind.REFUSAL, LetterKind.INQUIRY_RECEIPT})


@dataclass(frozen=True, slots=True)
class Desk:
    """What a letter is written with; `public_url` has no slash at its end."""

    wordings: Wordings
    signer: LinkSigner
    public_url: str
    sender: str


class Author:
    """Gathers what a letter may say, and then writes it."""

    def __init__(self, desk: Desk) -> None:
        self._desk: Final = desk

    def gather(self, session: Session, letter: LetterOrder, *, at: datetime) -> LetterFacts:
        """Return what the letter may say as of `at` (UTC); `addresses` is empty where nobody can be written to.

        Raises:
            NoSecretariatContact: nobody has said who writes the letter.
        """
        return gather(session, letter, at=at)

    def write(self, facts: LetterFacts, *, key: str, at: datetime) -> Mail:
        """Return the mail; `at` (UTC) is its date.

        Raises:
            jinja2.TemplateError: a template uses what is not there.
        """
        return _as_mail(self._desk, facts, key=key, at=at)


def _as_mail(desk: Desk, facts: LetterFacts, *, key: str, at: datetime) -> Mail:
    # its link is signed only now, so that it stands nowhere else
    link = _link(desk, facts)
    wording = desk.wordings.write(
        facts.kind,
        letter=facts,
        office=facts.office,
        is_example=facts.is_example,
        link=link,
        receipt=_receipt(link, facts),
        console=f"{desk.public_url}/",
    )
    return Mail(key=key, wording=wording, reply_to=facts.office.mailbox, at=at, attached=facts.texts)


def _link(desk: Desk, facts: LetterFacts) -> str:
    if facts.invitation is None:
        return ""
    token = desk.signer.token(facts.invitation.invitation, facts.invitation.generation)
    return f"{desk.public_url}/{link_path(facts.inquiry.kind if facts.inquiry else None, token)}"


def _receipt(link: str, facts: LetterFacts) -> str:
    # a joint answer has one receipt, and it is its sender's
    is_own = facts.inquiry is None or facts.inquiry.reply is None or facts.inquiry.reply.is_own
    return f"{link}/kvittering/{facts.request}" if link and is_own and facts.kind in _KEEP_A_RECEIPT else ""
