"""Zips that somebody changed are refused in words, whoever reads them: a backup, a document, the prover."""

import zipfile
from io import BytesIO
from pathlib import Path
from random import Random

import pytest

from models.agreements.documents import ODT, BadDocument, inspect
from models.store.database import Database
from tests.models.register.proving import handed_out, prove
from tests.upkeep.backing_up import backed_up, fill
from upkeep.backup import BadBackup, opened_backup
from upkeep.backup.reading import DAMAGED

METHODS = (1, 6, 9, 12, 14, 93, 98, 99, 65535)
"""Ways to pack that zips know, of which our readers take none: 12 is bzip2, 14 is LZMA."""
CENTRAL, ITS_METHOD = b"PK\x01\x02", 10
FLIPS = 2000

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def said_to_be_packed(content: bytes, method: int) -> bytes:
    """Return a zip whose every member says that it is packed in another way."""
    changed, place = bytearray(content), content.find(CENTRAL)
    assert place > 0
    while place >= 0:
        changed[place + ITS_METHOD : place + ITS_METHOD + 2] = method.to_bytes(2, "little")
        place = content.find(CENTRAL, place + 1)
    return bytes(changed)


def a_document() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODT)
        archive.writestr("content.xml", "<a/>" * 20)
    return file.getvalue()


@pytest.fixture
def backup(database: Database, tmp_path: Path) -> Path:
    fill(database)
    return backed_up(database, tmp_path)[0]


@ON_SQLITE
def test_a_backup_that_is_packed_in_another_way_is_damaged(backup: Path) -> None:
    whole = backup.read_bytes()
    for method in METHODS:
        backup.write_bytes(said_to_be_packed(whole, method))
        with pytest.raises(BadBackup, match=DAMAGED), opened_backup(backup):
            pass


@ON_SQLITE
def test_a_register_that_is_packed_in_another_way_cannot_be_proven(database: Database, tmp_path: Path) -> None:
    fill(database)
    register = handed_out(database, tmp_path / "udleveret") / "register.zip"
    whole = register.read_bytes()
    for method in METHODS:
        register.write_bytes(said_to_be_packed(whole, method))
        done = prove(register.parent, register.name)
        assert (done.code, "Traceback" in done.said, "Kan ikke efterprøves" in done.said) == (2, False, True)


@pytest.mark.parametrize("method", METHODS)
def test_a_document_that_is_packed_in_another_way_is_refused(method: int) -> None:
    with pytest.raises(BadDocument):
        inspect(said_to_be_packed(a_document(), method), "referat.odt")


def test_a_document_of_which_a_bit_was_flipped_is_taken_or_refused() -> None:
    whole, refused = a_document(), 0
    for place in Random(1).choices(range(len(whole) * 8), k=FLIPS):  # noqa: S311  # nothing is secret here
        flipped = bytearray(whole)
        flipped[place // 8] ^= 1 << place % 8
        try:
            inspect(bytes(flipped), "referat.odt")
        except BadDocument:
            refused += 1
    assert refused > FLIPS / 10
