"""The database falls just when the mail server has taken a letter: that is noted later, and not sent again."""

import asyncio
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from sqlmodel import select
from temporalio.exceptions import ApplicationError

from activities.letters.posting import Poster
from activities.letters.sending import TemplateLetters
from activities.smtp import Mailer
from models.access.links import LinkSigner
from models.directory import seed_directory
from models.kinds import seed_kinds
from models.store.database import Database
from models.store.schema import migrate
from models.tables import Letter
from tests.activities.outcome_of import REQUEST
from tests.activities.scene import NOW, set_up
from tests.postgres import LASTING, Server, execute, running
from workflows.rules.letters import LetterState


class FatalPostbox(Mailer):
    """Takes a mail, and kills the database's server as it says so; the server comes back a moment later."""

    def __init__(self, server: Server) -> None:
        self.taken = 0
        self._server = server
        self._recovery: asyncio.Task[None] | None = None

    async def post(self, message: EmailMessage, *, to: str) -> None:
        assert to in str(message["To"])
        self.taken += 1
        self._server.kill()
        self._recovery = asyncio.create_task(self._recover())

    async def _recover(self) -> None:
        await asyncio.sleep(1.5)
        await asyncio.to_thread(self._server.start_again)


def letters_through(postbox: Mailer, database: Database) -> TemplateLetters:
    return TemplateLetters(
        database,
        Poster(postbox, sender="aftaler@rn.example"),
        LinkSigner(["key"]),
        public_url="http://127.0.0.1",
        clock=lambda: NOW,
    )


@pytest.fixture
def server() -> Iterator[Server]:
    with running((LASTING,)) as server:
        yield server


async def test_a_letter_that_was_taken_is_noted_although_the_database_fell_meanwhile(server: Server) -> None:
    execute(server.url, "CREATE DATABASE aftalehjulet")
    url = f"{server.url}/aftalehjulet"
    await asyncio.to_thread(migrate, url)
    database = Database(url)
    seed_directory(database)
    seed_kinds(database)
    set_up(database)
    postbox = FatalPostbox(server)
    letters = letters_through(postbox, database)
    assert await letters.send(REQUEST) is LetterState.SENT
    with database.read() as session:
        assert session.exec(select(Letter.state)).all() == [LetterState.SENT]
    assert await letters.send(REQUEST) is LetterState.SENT
    assert postbox.taken == 1
    database.close()


class ForgetfulPostbox(Mailer):
    """Takes a mail, and takes the list of letters away as it says so."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def post(self, message: EmailMessage, *, to: str) -> None:
        assert to in str(message["To"])
        rename(self._database, "letter", "lost")


def rename(database: Database, table: str, name: str) -> None:
    with database.write() as session:
        session.connection().exec_driver_sql(f"ALTER TABLE {table} RENAME TO {name}")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_letter_whose_end_was_never_noted_is_not_called_sent(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("activities.letters.sending.SECONDS_BETWEEN_TRIES", 0)
    set_up(database)
    letters = letters_through(ForgetfulPostbox(database), database)
    with pytest.raises(ApplicationError):
        await letters.send(REQUEST)
    rename(database, "lost", "letter")
    with database.read() as session:
        assert session.exec(select(Letter.state)).all() == [LetterState.PLANNED]
