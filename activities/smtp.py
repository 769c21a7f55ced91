"""The postbox: hands one mail to a mail server, and tells a refusal from a server that is away."""

import asyncio
from abc import ABC, abstractmethod
from contextlib import suppress
from email.message import EmailMessage
from enum import StrEnum
from typing import Final

from aiosmtplib import (
    SMTP,
    SMTPDataError,
    SMTPException,
    SMTPRecipientRefused,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)
from email_validator import EmailNotValidError, validate_email

_OUR_TROUBLE: Final = frozenset({502, 503, 504, 530, 534, 535, 538})
_TOO_LARGE: Final = 552
_LEAVE: Final = 2
_PERMANENT: Final = range(500, 600)


class MailboxRefused(Exception):
    """The mail will never reach this mailbox; `reason` is a Danish sentence without the address."""

    def __init__(self, reason: str) -> None:
        self.reason: Final = reason
        super().__init__(reason)


class MailServerAway(Exception):
    """The mail server does not answer, asks to be tried later, or will not have us: nothing is lost yet."""


class Mailer(ABC):
    """Takes mails."""

    @abstractmethod
    async def post(self, message: EmailMessage, *, to: str) -> None:
        """Hand over a mail for one mailbox.

        Raises:
            MailboxRefused: the mailbox will never take it.
            MailServerAway: try again later.
        """


class Encryption(StrEnum):
    """How the way to the mail server is kept private."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


class SmtpMailer(Mailer):
    """Hands mails to an SMTP server; `timeout` is for one mail from start to end, in seconds."""

    def __init__(
        self,
        host: str,
        port: int,
        *,
        username: str | None = None,
        password: str | None = None,
        tls: Encryption | str = Encryption.NONE,
        timeout: float = 30,
    ) -> None:
        self._host: Final = host
        self._port: Final = port
        self._username: Final = username
        self._password: Final = password
        self._tls: Final = Encryption(tls)
        self._timeout: Final = timeout

    async def post(self, message: EmailMessage, *, to: str) -> None:
        """Hand over a mail for one mailbox; on return the server has taken it."""
        mailbox = as_written_in_mail(to)
        client = self._client()
        try:
            async with asyncio.timeout(self._timeout):
                await client.connect()
                if not mailbox.isascii():
                    await _refuse_what_cannot_be_written(client)
                await client.send_message(message, recipients=[mailbox])
        except (SMTPException, OSError, TimeoutError) as error:
            raise _judged(error) from error
        else:
            await _take_leave(client)
        finally:
            client.close()

    def _client(self) -> SMTP:
        return SMTP(
            hostname=self._host,
            port=self._port,
            username=self._username,
            password=self._password,
            use_tls=self._tls is Encryption.TLS,
            start_tls=self._tls is Encryption.STARTTLS,
            timeout=self._timeout,
        )


async def _take_leave(client: SMTP) -> None:
    # the mail is taken: whatever happens now must not have it sent again
    with suppress(SMTPException, OSError, TimeoutError):
        async with asyncio.timeout(_LEAVE):
            await client.quit()


def as_written_in_mail(address: str) -> str:
    """Return an address as mail servers write it: a domain with æ, ø or å becomes its ASCII form.

    Raises:
        MailboxRefused: it is no mail address.
    """
    try:
        valid = validate_email(address, check_deliverability=False)
    except EmailNotValidError as error:
        raise MailboxRefused("Mailadressen er ikke gyldig.") from error
    return valid.ascii_email or valid.normalized


async def _refuse_what_cannot_be_written(client: SMTP) -> None:
    await client.ehlo()
    if not client.supports_extension("smtputf8"):
        raise MailboxRefused("Mailserveren kan ikke sende til adresser med æ, ø eller å.")


def _judged(error: Exception) -> MailboxRefused | MailServerAway:
    match error:
        case SMTPRecipientsRefused(recipients=[refused, *_]):
            return _judged(refused)
        case SMTPRecipientRefused() if _is_permanent(error):
            return MailboxRefused(f"Modtagerens mailserver afviste postkassen ({error.code}).")
        case SMTPDataError() if _is_permanent(error):
            return MailboxRefused(f"Modtagerens mailserver afviste mailen ({error.code}).")
        case SMTPSenderRefused(code=code) if code == _TOO_LARGE:
            return MailboxRefused("Mailen er for stor til modtagerens mailserver (552).")
    return MailServerAway()


def _is_permanent(error: SMTPResponseException) -> bool:
    return error.code in _PERMANENT and error.code not in _OUR_TROUBLE
