"""Files of contacts and meetings through the console: all of a file, or nothing."""

from typing import Any

import pytest
from sqlmodel import select

from api.console.directory.imports import CONTACTS, MEETINGS, Import
from models.access.staff import Role
from models.tables import Contact, Meeting
from tests.api.office import SQLITE_ONLY, Office, contents

pytestmark = SQLITE_ONLY


def bring(office: Office, file: Import, content: bytes) -> Any:
    client = office.signed_in(Role.SECRETARIAT)
    files = {"file": ("fil.csv", content, "text/csv")} if content else None
    return client.post(f"/katalog/{file.path}", data={"csrf": office.csrf(client)}, files=files)


def kept(office: Office) -> list[list[str]]:
    """Return what lies in the tables that files go into."""
    return [contents(office.database)[name] for name in ("body", "contact", "meeting")]


def lines(file: Import, *rows: str) -> bytes:
    return "\r\n".join((file.columns, *rows)).encode("utf-8-sig")


def test_the_rows_that_the_pages_show_can_be_imported(office: Office) -> None:
    answer = bring(office, CONTACTS, lines(CONTACTS, CONTACTS.example))
    assert answer.status_code == 200
    assert "1 kontakt er importeret." in answer.text
    with office.database.read() as session:
        mailboxes = set(session.exec(select(Contact.mailbox)))
    assert "byraadssekretariat@laesoe.example" in mailboxes
    answer = bring(office, MEETINGS, lines(MEETINGS, MEETINGS.example))
    assert answer.status_code == 200
    assert "1 møder er importeret." in answer.text
    with office.database.read() as session:
        assert len(session.exec(select(Meeting)).all()) == 1


def test_every_bad_row_is_told_and_nothing_is_imported(office: Office) -> None:
    before = kept(office)
    answer = bring(
        office, CONTACTS, lines(CONTACTS, CONTACTS.example, "9999;;x@y.example;;;;", "851;;ikke en adresse;;;;")
    )
    assert answer.status_code == 422
    assert "Intet er lagt ind: 2 fejl i filen" in answer.text
    assert "Linje 3" in answer.text
    assert "Linje 4" in answer.text
    assert kept(office) == before


@pytest.mark.parametrize("file", [CONTACTS, MEETINGS], ids=lambda file: file.path)
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Vælg en fil."),
        (b"kommune;niveau;dato\nL\xe6s\xf8;r\xe5d;20.09.2027", "Filen er ikke UTF-8"),
        ("<script>alert(1)</script>;🙂;\u202eabc".encode(), "Intet er lagt ind"),
        (b"\x00\x00\x00", "Intet er lagt ind"),
    ],
)
def test_a_bad_file_is_told_about_and_changes_nothing(
    office: Office, file: Import, content: bytes, words: str
) -> None:
    before = kept(office)
    answer = bring(office, file, content)
    assert answer.status_code == 422
    assert words in answer.text
    assert "<script>alert" not in answer.text
    assert kept(office) == before


@pytest.mark.parametrize("file", [CONTACTS, MEETINGS], ids=lambda file: file.path)
def test_a_coordinator_reads_how_it_is_done_and_cannot(office: Office, file: Import) -> None:
    client = office.signed_in(Role.COORDINATOR)
    page = client.get(f"/katalog/{file.path}")
    assert page.status_code == 200
    assert "Kun sekretariatet kan lægge filer ind." in page.text
    answer = client.post(
        f"/katalog/{file.path}",
        data={"csrf": office.csrf(client)},
        files={"file": ("fil.csv", lines(file, file.example), "text/csv")},
    )
    assert answer.status_code == 403
