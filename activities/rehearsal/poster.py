"""A poster that sends nothing and keeps every mail."""

from dataclasses import dataclass
from email.message import EmailMessage

from activities.letters.message import Mail, message_id, message_to
from activities.letters.posting import Posted, Poster, Posting
from activities.smtp import Mailer


@dataclass(frozen=True, slots=True)
class KeptMail:
    """A mail, the mailbox that it would have gone to, and in whose name."""

    to: str
    mail: Mail
    sender: str

    @property
    def message(self) -> EmailMessage:
        """The mail as it would have been sent."""
        return message_to(self.to, self.mail, sender=self.sender)


class Nowhere(Mailer):
    """No postbox at all."""

    async def post(self, message: EmailMessage, *, to: str) -> None:
        """Take nothing.

        Raises:
            NotImplementedError: nobody posts in a rehearsal.
        """
        raise NotImplementedError


class KeepingPoster(Poster):
    """Keeps the mails in the order in which they were posted; what nobody reads is not put together."""

    def __init__(self, *, sender: str) -> None:
        super().__init__(Nowhere(), sender=sender)
        self.mails: list[KeptMail] = []

    async def post(self, posting: Posting) -> Posted:
        """Keep a mail for the first of its mailboxes."""
        to = posting.addresses[0]
        self.mails.append(KeptMail(to, posting.mail, self.sender))
        return Posted(to, message_id(posting.mail.key, sender=self.sender))
