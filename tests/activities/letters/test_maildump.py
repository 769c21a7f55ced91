from pathlib import Path

import pytest

from activities.letters.posting import Poster
from activities.letters.sending import TemplateLetters
from activities.smtp import SmtpMailer
from models.store.database import Database
from tests.activities.conftest import SIGNER
from tests.activities.maildump import running_maildump
from tests.activities.scene import CYCLE, LAESOE, NOW, set_up
from workflows.contracts.letters import LetterOrder
from workflows.rules.letters import LetterKind, LetterState

REQUEST = LetterOrder(LetterKind.REQUEST, CYCLE, round=1, party=LAESOE)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_letters_reach_the_mailbox_of_the_embedded_default(database: Database, tmp_path: Path) -> None:
    set_up(database)
    with running_maildump(tmp_path) as maildump:
        letters = TemplateLetters(
            database,
            Poster(SmtpMailer("127.0.0.1", maildump.smtp), sender="aftaler@rn.example"),
            SIGNER,
            public_url="https://aftaler.example",
            clock=lambda: NOW,
        )
        assert await letters.send(REQUEST) is LetterState.SENT
        (mail,) = maildump.mails()
    subject = "Læsø Kommune: beslutning om Sundhedsaftalen 2028-2031 – svar senest 15. december 2027"
    assert mail["subject"] == subject
