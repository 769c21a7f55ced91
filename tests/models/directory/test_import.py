from pathlib import Path

import pytest
from sqlmodel import select

from models.directory import RowProblem, import_contacts, seed_directory
from models.store.database import Database
from models.tables import Contact

HEADER = "code,name,mailbox,main_mailbox,second_mailbox,phone,website"
GOOD = "825,Kansli,politik@laesoe.example,post@laesoe.example,,00 00 00 04,https://laesoe.example"


@pytest.fixture
def directory(database: Database) -> Database:
    seed_directory(database)
    return database


def contacts(database: Database) -> dict[str, Contact]:
    with database.read() as session:
        return {contact.body_code: contact for contact in session.exec(select(Contact))}


def lines(*rows: str) -> str:
    return "\n".join((HEADER, *rows)) + "\n"


def test_a_contact_of_a_municipality_belongs_to_its_council(directory: Database) -> None:
    report = import_contacts(directory, lines(GOOD, "1081,,rr@rn.example,,,,", "ssu-1081,,ssu@rn.example,,,,"))
    assert (report.imported, report.problems) == (3, ())
    found = contacts(directory)
    assert set(found) == {"raad-825", "raad-1081", "ssu-1081"}
    assert found["raad-825"].main_mailbox == "post@laesoe.example"


def test_a_second_import_replaces_the_contact(directory: Database) -> None:
    import_contacts(directory, lines(GOOD))
    import_contacts(directory, lines("raad-825,,ny@laesoe.example,,,,"))
    assert contacts(directory)["raad-825"].mailbox == "ny@laesoe.example"
    assert contacts(directory)["raad-825"].phone == ""


def test_a_file_from_a_danish_spreadsheet_is_read(directory: Database, tmp_path: Path) -> None:
    path = tmp_path / "kontakter.csv"
    path.write_bytes(lines(GOOD).replace(",", ";").replace("\n", "\r\n").encode("utf-8-sig"))
    assert import_contacts(directory, path).imported == 1


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("999,,a@x.example,,,,", "code", "ukendt"),
        (",,a@x.example,,,,", "code", "mangler"),
        ("raad-825,,a@x.example,,,,", "code", "linje 2"),
        ("851,,,,,,", "mailbox", "mangler"),
        ("851,,ikke en adresse,,,,", "mailbox", "gyldig"),
        ("851,,a@x.example,hov,,,", "main_mailbox", "gyldig"),
        ("851,,a@x.example,,b@,,", "second_mailbox", "gyldig"),
        (f"851,{'x' * 201},a@x.example,,,,", "name", "for lang"),
        ('851,"To\nlinjer",a@x.example,,,,', "name", "linjeskift"),
        ("851,a@x.example", "", "2 felter"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_imported(directory: Database, row: str, column: str, said: str) -> None:
    report = import_contacts(directory, lines(GOOD, row))
    (problem,) = report.problems
    assert (problem.line, problem.column) == (3, column)
    assert said in problem.reason
    assert report.imported == 0
    assert contacts(directory) == {}


def test_every_bad_row_is_named(directory: Database) -> None:
    report = import_contacts(directory, lines("999,,,,,,", "", GOOD, "851,,x,,,,"))
    assert [(each.line, each.column) for each in report.problems] == [
        (2, "code"),
        (2, "mailbox"),
        (5, "mailbox"),
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", RowProblem(0, "", "Filen er tom.")),
        (" \n\n", RowProblem(0, "", "Filen er tom.")),
        (HEADER + "\n", RowProblem(0, "", "Filen har ingen kontakter.")),
        (HEADER.replace(",phone", "") + "\n" + GOOD, RowProblem(1, "phone", "Kolonnen mangler.")),
        (HEADER + ",fax\n" + GOOD, RowProblem(1, "fax", "Kolonnen er ukendt.")),
        (HEADER + ",name\n" + GOOD, RowProblem(1, "name", "Kolonnen står der to gange.")),
        (HEADER + '\n825,"åben', RowProblem(2, "", "Linjen kan ikke læses som CSV.")),
    ],
)
def test_a_file_of_another_shape_is_refused(directory: Database, text: str, problem: RowProblem) -> None:
    assert problem in import_contacts(directory, text).problems
    assert contacts(directory) == {}


def test_a_file_that_is_not_utf8_is_refused(directory: Database, tmp_path: Path) -> None:
    path = tmp_path / "kontakter.csv"
    path.write_bytes(lines(GOOD.replace("Kansli", "Rådet")).encode("latin-1"))
    (problem,) = import_contacts(directory, path).problems
    assert "UTF-8" in problem.reason
