"""Hands a mail to the postbox: to the first of its mailboxes that takes it."""

from dataclasses import dataclass
from typing import Final

from temporalio.exceptions import ApplicationError

from activities.letters.message import Mail, message_id, message_to
from activities.smtp import MailboxRefused, Mailer, MailServerAway
from workflows.rules.letters import LetterState


@dataclass(frozen=True, slots=True)
class Posting:
    """A mail that is ready, and the mailboxes to try in turn."""

    mail: Mail
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Posted:
    """How it went: the mailbox that took the mail, or the last one tried and its `problem` in Danish."""

    address: str
    message_id: str
    problem: str = ""

    @property
    def state(self) -> LetterState:
        """The letter's end."""
        return LetterState.UNDELIVERABLE if self.problem else LetterState.SENT


class Poster:
    """Posts mails in the sender's name; `sender` is "Name <mailbox>" or a mailbox alone."""

    def __init__(self, postbox: Mailer, *, sender: str) -> None:
        self._mailer: Final = postbox
        self.sender: Final = sender

    async def post(self, posting: Posting) -> Posted:
        """Try the mailboxes in turn until one takes the mail.

        Raises:
            ApplicationError: the mail server is away, so that the letter is tried again later.
        """
        posted = Posted("", message_id(posting.mail.key, sender=self.sender))
        for address in posting.addresses:
            posted = await self._try(posting.mail, address, posted.message_id)
            if posted.state is LetterState.SENT:
                break
        return posted

    async def _try(self, mail: Mail, address: str, identity: str) -> Posted:
        try:
            await self._mailer.post(message_to(address, mail, sender=self.sender), to=address)
        except MailboxRefused as refusal:
            return Posted(address, identity, refusal.reason)
        except MailServerAway:
            # "from None": what the server said may hold the address
            raise ApplicationError("Mailserveren tager ikke imod lige nu.", type="MailServerAway") from None
        return Posted(address, identity)
