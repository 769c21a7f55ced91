"""A receipt mail, as it leaves the house, is a witness that the prover of exported registers can read."""

from email.policy import SMTP
from pathlib import Path

import pytest

from models.register import head
from models.register.efterproev_register import heads_in
from tests.activities.conftest import PostOffice
from tests.activities.inquiry_scene import HEARING, hearing_answer, open_inquiry, reply
from tests.activities.reading import K, plain, sent, written

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def test_each_receipt_tells_the_prover_how_the_register_ended(office: PostOffice, tmp_path: Path) -> None:
    await sent(office, K.RECEIPT)
    open_inquiry(office.database, HEARING)
    number = reply(office.database, HEARING)
    hearing_answer(office.database, number)
    await written(office, K.INQUIRY_RECEIPT, HEARING, request=number)
    with office.database.read() as session:
        newest = head(session)
    assert len(office.server.mails) == 2
    for _, mail in office.server.mails:
        saved, pasted = tmp_path / "kvittering.eml", tmp_path / "kvittering.txt"
        saved.write_bytes(mail.as_bytes(policy=SMTP))
        pasted.write_text(plain(mail), encoding="utf-8")
        assert heads_in(saved)[0][:2] == heads_in(pasted)[0][:2]
    assert heads_in(saved) == [(newest.seq, newest.hash, str(saved))]
