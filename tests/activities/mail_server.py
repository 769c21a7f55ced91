"""A real SMTP server of a few lines, that answers as it is told and keeps what it took."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class MailServer:
    """Answers a command as `replies` say (by its first word), and `mailboxes` by the address in RCPT TO.

    A reply of "" is silence. `mails` holds what was taken, each with the mailbox that it was for.
    """

    replies: dict[str, str] = field(default_factory=dict)
    mailboxes: dict[str, str] = field(default_factory=dict)
    knows_utf8: bool = False
    mails: list[tuple[str, EmailMessage]] = field(default_factory=list)
    port: int = 0
    talks: list[tuple[asyncio.Task[None], asyncio.StreamWriter]] = field(default_factory=list)

    def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Talk to one client."""
        self.talks.append((asyncio.ensure_future(self._serve(reader, writer)), writer))

    async def hang_up(self) -> None:
        """End all talks."""
        for _, writer in self.talks:
            writer.close()
        await asyncio.gather(*(talk for talk, _ in self.talks))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._talk(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        mailbox = ""
        await self._say(writer, self.replies.get("CONNECT", "220 mail.example"))
        while line := (await reader.readline()).decode(errors="replace"):
            command = line.strip().partition(" ")[0].upper().partition(":")[0]
            if command == "RCPT":
                mailbox = line.partition("<")[2].partition(">")[0]
            await self._say(writer, self._reply(command, mailbox))
            if command == "DATA" and "DATA" not in self.replies:
                content = await reader.readuntil(b"\r\n.\r\n")
                end = self.replies.get("END", "250 taken")
                if end.startswith("250"):
                    parsed = message_from_bytes(content[:-3], policy=policy.default)
                    self.mails.append((mailbox, parsed))
                await self._say(writer, end)

    def _reply(self, command: str, mailbox: str) -> str:
        if command == "RCPT" and mailbox in self.mailboxes:
            return self.mailboxes[mailbox]
        usual = {
            "EHLO": "250-mail.example\r\n250-SMTPUTF8\r\n250 8BITMIME" if self.knows_utf8 else "250 mail.example"
        }
        usual |= {"DATA": "354 go on", "QUIT": "221 bye"}
        return self.replies.get(command, usual.get(command, "250 ok"))

    async def _say(self, writer: asyncio.StreamWriter, reply: str) -> None:
        if reply:
            writer.write(f"{reply}\r\n".encode())
            await writer.drain()


@asynccontextmanager
async def running(server: MailServer) -> AsyncIterator[MailServer]:
    """Let the server listen on a free port."""
    listening = await asyncio.start_server(server.answer, "127.0.0.1", 0)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
        await server.hang_up()
