"""A mail server as a process of its own: it keeps what it took in a file, and fails now and then as it is told.

    python -m tests.trust.mail_sink PORT FILE [FAULT_EVERY]

Each mail is a line of JSON, written before it is answered for, so that a kill loses nothing that was taken. With
FAULT_EVERY n one mail of n meets a fault: the connection drops after the mail was taken and before the server says
so, or the server asks to be tried later, or says nothing for a while.
"""

import asyncio
import json
import os
import re
import sys
from collections.abc import Callable
from email import message_from_bytes, policy
from enum import StrEnum
from itertools import count, cycle
from pathlib import Path

LINK = re.compile(r"/b/[\w.\-]+")
SILENCE_SECONDS = 3.0


class MailFault(StrEnum):
    """What goes wrong with a mail."""

    DROPPED = "taken, and dropped before 250"
    LATER = "451"
    SILENT = "silent"


class MailSink:
    """Takes every mail; `keep` writes one line down."""

    def __init__(self, keep: Callable[[dict[str, str]], None], fault_every: int) -> None:
        self._keep = keep
        self._fault_every = fault_every
        self._numbers = count(1)
        self._faults = cycle(MailFault)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Talk to one client."""
        try:
            await self._talk(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        to = ""
        writer.write(b"220 sink.example\r\n")
        while line := (await reader.readline()).decode(errors="replace"):
            command = line[:4].upper()
            if command == "RCPT":
                to = line.partition("<")[2].partition(">")[0]
            if command == "QUIT":
                writer.write(b"221 bye\r\n")
                return
            writer.write(b"354 go on\r\n" if command == "DATA" else b"250 ok\r\n")
            if command == "DATA" and not await self._take(await reader.readuntil(b"\r\n.\r\n"), to, writer):
                return

    async def _take(self, content: bytes, to: str, writer: asyncio.StreamWriter) -> bool:
        fault = self._next_fault()
        if fault is not None:
            self._keep({"fault": fault})
        if fault is MailFault.LATER:
            writer.write(b"451 later\r\n")
            return True
        if fault is MailFault.SILENT:
            await asyncio.sleep(SILENCE_SECONDS)
            return False
        self._keep(_told(content, to))
        if fault is MailFault.DROPPED:
            return False
        writer.write(b"250 taken\r\n")
        return True

    def _next_fault(self) -> MailFault | None:
        is_hit = self._fault_every and next(self._numbers) % self._fault_every == 0
        return next(self._faults) if is_hit else None


def _told(content: bytes, to: str) -> dict[str, str]:
    mail = message_from_bytes(content[:-3], policy=policy.default)
    body = mail.get_body(("plain",))
    link = LINK.search(body.get_content()) if body else None
    return {
        "to": to,
        "id": str(mail["Message-ID"]),
        "subject": str(mail["Subject"]),
        "link": link.group() if link else "",
    }


async def main(port: int, file: Path, fault_every: int) -> None:
    """Serve until the process is ended."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def keep(told: dict[str, str]) -> None:
        os.write(descriptor, (json.dumps(told, ensure_ascii=False) + "\n").encode())

    server = await asyncio.start_server(MailSink(keep, fault_every).serve, "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), Path(sys.argv[2]), int((*sys.argv, "0")[3])))
