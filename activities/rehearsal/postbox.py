"""A postbox that sends nothing and keeps every mail."""

from dataclasses import dataclass
from email.message import EmailMessage

from activities.postbox import Postbox


@dataclass(frozen=True, slots=True)
class KeptMail:
    """A mail and the mailbox that it would have gone to."""

    to: str
    message: EmailMessage


class KeepingPostbox(Postbox):
    """Keeps the mails in the order in which they were posted."""

    def __init__(self) -> None:
        self.mails: list[KeptMail] = []

    async def post(self, message: EmailMessage, *, to: str) -> None:
        """Keep a mail."""
        self.mails.append(KeptMail(to, message))
