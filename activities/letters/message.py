"""Builds the mail from its wording: plain text, HTML and the agreement's documents where they belong."""

from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from hashlib import sha256
from typing import Final

from activities.letters.facts.shapes import AttachedText
from activities.letters.wording import Wording, one_line
from activities.smtp import as_written_in_mail

_ID_LENGTH: Final = 32


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail but for its addressee, so that a second mailbox can get the very same one."""

    key: str
    wording: Wording
    reply_to: str
    at: datetime
    attached: tuple[AttachedText, ...] = ()


def message_to(address: str, mail: Mail, *, sender: str) -> EmailMessage:
    """Return the message to one address; `sender` is "Name <mailbox>" or a mailbox alone.

    Its Message-ID follows from the letter's key: a mail that is sent twice is recognised as one.

    Raises:
        MailboxRefused: `address` is no mail address.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = _address(as_written_in_mail(address))
    message["Reply-To"] = _address(mail.reply_to)
    message.set_raw("Subject", _whole(mail.wording.subject))
    message["Date"] = format_datetime(mail.at)
    message["Message-ID"] = message_id(mail.key, sender=sender)
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = "da"
    message.set_content(mail.wording.text)
    message.add_alternative(mail.wording.html, subtype="html")
    for text in mail.attached:
        _attach(message, text)
    return message


def message_id(key: str, *, sender: str) -> str:
    """Return the Message-ID of the letter with this key."""
    domain = parseaddr(sender)[1].rpartition("@")[2]
    return f"<{sha256(key.encode()).hexdigest()[:_ID_LENGTH]}@{domain}>"


def _whole(subject: str) -> str:
    # encoded as a whole: some mail programs lose the blank between a plain word and an encoded one
    return Header(one_line(subject), "utf-8", header_name="Subject").encode(linesep="\n")


def _address(mailbox: str) -> Address:
    # a mailbox is one address and nothing more, whatever it was typed as
    name, _, domain = one_line(mailbox).rpartition("@")
    return Address(username=name, domain=domain)


def _attach(message: EmailMessage, text: AttachedText) -> None:
    maintype, _, subtype = text.media_type.partition("/")
    message.add_attachment(text.content, maintype=maintype, subtype=subtype, filename=one_line(text.filename))
