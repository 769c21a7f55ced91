"""What the tests of letters stand on: a round at its councils, a real mail server, and letters over both."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime

import pytest

from activities.letters.posting import Poster
from activities.letters.sending import TemplateLetters
from activities.smtp import SmtpMailer
from models.access.links import LinkSigner
from models.store.database import Database
from tests.activities.mail_server import MailServer, running
from tests.activities.scene import NOW, set_up

SIGNER = LinkSigner(["prøvenøgle"])


@dataclass
class PostOffice:
    """Letters on a real database and a real mail server; `now` may be moved."""

    database: Database
    server: MailServer
    now: datetime = NOW

    @property
    def letters(self) -> TemplateLetters:
        """Letters as a freshly started worker has them."""
        return TemplateLetters(
            self.database,
            Poster(
                SmtpMailer("127.0.0.1", self.server.port),
                sender="Aftalehjulet <aftaler@rn.example>",
            ),
            SIGNER,
            public_url="https://aftaler.example/",
            clock=lambda: self.now,
        )


@pytest.fixture
async def office(database: Database) -> AsyncIterator[PostOffice]:
    set_up(database)
    async with running(MailServer()) as server:
        yield PostOffice(database, server)
