"""A file of meetings comes in as a whole, or each fault of it is named."""

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import col, select

from models.directory import RowProblem, seed_directory
from models.meetings import MeetingReport, UnknownCouncil, import_meetings, meeting_lines, meetings_of_bodies
from models.store.database import Database
from models.tables import Meeting
from workflows.rules.council.meetings import KnownMeeting, MeetingLevel

TODAY = date(2026, 11, 22)
HEADER = "kommune;niveau;dato;dagsorden_lukker"
GOOD = "Læsø;råd;15-09-2027;"
LAESOE = "raad-825"


@pytest.fixture
def directory(database: Database) -> Database:
    seed_directory(database)
    return database


def file(*rows: str, header: str = HEADER) -> str:
    return "\n".join((header, *rows)) + "\n"


def imported(database: Database, text: str | Path) -> MeetingReport:
    return import_meetings(database, text, today=TODAY)


def stored(database: Database) -> list[tuple[str, MeetingLevel, date, date | None]]:
    with database.read() as session:
        rows = session.exec(select(Meeting).order_by(col(Meeting.body_code), col(Meeting.held_on))).all()
    return [(row.body_code, row.level, row.held_on, row.agenda_closes_on) for row in rows]


def test_meetings_come_in_with_danish_and_with_iso_dates(directory: Database) -> None:
    text = file(GOOD, "Læsø Kommune;fagudvalg;1.9.2027;25/8/2027", "nordjylland;Regionsråd;2027-09-28;")
    assert imported(directory, text) == MeetingReport(imported=3)
    assert stored(directory) == [
        ("raad-1081", MeetingLevel.COUNCIL, date(2027, 9, 28), None),
        (LAESOE, MeetingLevel.COMMITTEE, date(2027, 9, 1), date(2027, 8, 25)),
        (LAESOE, MeetingLevel.COUNCIL, date(2027, 9, 15), None),
    ]


def test_a_council_goes_by_any_of_its_codes(directory: Database) -> None:
    text = file(
        "825,råd,2027-09-15",
        "raad-825,råd,2027-10-15",
        "1081,forretningsudvalg,2027-09-15",
        header="kode,niveau,dato",
    )
    assert imported(directory, text).imported == 3
    assert {body for body, *_ in stored(directory)} == {LAESOE, "raad-1081"}


def test_a_file_from_a_danish_spreadsheet_is_read(directory: Database, tmp_path: Path) -> None:
    path = tmp_path / "møder.csv"
    path.write_bytes(file(GOOD).replace("\n", "\r\n").encode("utf-8-sig"))
    assert imported(directory, path).imported == 1


def test_what_is_known_already_is_counted_and_stays(directory: Database) -> None:
    imported(directory, file(GOOD))
    assert imported(directory, file(GOOD, GOOD, "Læsø;råd;20-10-2027;")) == MeetingReport(imported=1, duplicates=2)
    assert len(stored(directory)) == 2


def test_another_agenda_corrects_a_known_meeting(directory: Database) -> None:
    imported(directory, file(GOOD))
    corrected = imported(directory, file(GOOD + "08-09-2027", "Læsø;råd;20-10-2027;"))
    assert corrected == MeetingReport(imported=1, corrected=1)
    assert corrected.sentence == "1 møder er importeret; 1 har fået en anden dagsordensfrist."
    assert imported(directory, file(GOOD)) == MeetingReport(duplicates=1)
    assert stored(directory)[0] == (LAESOE, MeetingLevel.COUNCIL, date(2027, 9, 15), date(2027, 9, 8))


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("Atlantis;råd;2027-09-15;", "kommune", "»Atlantis« er hverken"),
        (";råd;2027-09-15;", "kommune", "Skriv kommunen"),
        ("Læsø;;2027-09-15;", "niveau", "mangler"),
        ("Læsø;direktion;2027-09-15;", "niveau", "»direktion« er ukendt"),
        ("Læsø;råd;;", "dato", "mangler"),
        ("Læsø;råd;31-09-2027;", "dato", "»31-09-2027« er ikke en dato"),
        ("Læsø;råd;15-09-27;", "dato", "ikke en dato"),
        ("Læsø;råd;15-09-2207;", "dato", "ti år"),
        ("Læsø;råd;15-10-2027;snart", "dagsorden_lukker", "»snart« er ikke en dato"),
        ("Læsø;råd;15-10-2027;16-10-2027", "dagsorden_lukker", "efter mødet"),
        ("Læsø;råd;15-09-2027;10-09-2027", "dagsorden_lukker", "en anden dag"),
        ("Læsø;råd;15-10-2027", "", "3 felter"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_imported(directory: Database, row: str, column: str, said: str) -> None:
    report = imported(directory, file(GOOD, row))
    (problem,) = report.problems
    assert (problem.line, problem.column) == (3, column)
    assert said in problem.reason
    assert (report.imported, stored(directory)) == (0, [])


def test_every_fault_is_named(directory: Database) -> None:
    report = imported(directory, file("Atlantis;direktion;;snart", "", GOOD, "Læsø;råd;nej;"))
    assert [(each.line, each.column) for each in report.problems] == [
        (2, "kommune"),
        (2, "niveau"),
        (2, "dato"),
        (2, "dagsorden_lukker"),
        (5, "dato"),
    ]


def test_a_town_and_a_code_that_differ_are_refused(directory: Database) -> None:
    report = imported(directory, file("Læsø;851;råd;2027-09-15", header="kommune;kode;niveau;dato"))
    assert report.problems == (RowProblem(2, "kode", "Kommune og kode passer ikke sammen."),)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", RowProblem(0, "", "Filen er tom.")),
        (HEADER + "\n", RowProblem(0, "", "Filen har ingen møder.")),
        ("niveau;dato\n", RowProblem(1, "kommune", "Kolonnen mangler; skriv »kommune« eller »kode«.")),
        ("kommune;dato\n", RowProblem(1, "niveau", "Kolonnen mangler.")),
        (HEADER + ";sted\n", RowProblem(1, "sted", "Kolonnen er ukendt.")),
        (HEADER + ";dato\n", RowProblem(1, "dato", "Kolonnen står der to gange.")),
        (HEADER + '\nLæsø;"råd', RowProblem(2, "", "Linjen kan ikke læses som CSV.")),
    ],
)
def test_a_file_of_another_shape_is_refused(directory: Database, text: str, problem: RowProblem) -> None:
    assert problem in imported(directory, text).problems
    assert stored(directory) == []


def test_a_file_that_is_not_utf8_is_refused(directory: Database, tmp_path: Path) -> None:
    path = tmp_path / "møder.csv"
    path.write_bytes(file(GOOD).encode("latin-1"))
    (problem,) = imported(directory, path).problems
    assert "UTF-8" in problem.reason


def test_known_meetings_are_listed_by_council_with_danish_words(directory: Database) -> None:
    imported(directory, file(GOOD, "Rebild;øu;15-09-2027;", "1081;forretningsudvalg;15-09-2027;"))
    with directory.read() as session:
        lines = meeting_lines(session)
        assert [line.level_word for line in lines] == ["råd", "økonomiudvalg", "forretningsudvalg"]
        assert [line.body_code for line in meeting_lines(session, "rebild")] == ["raad-840"]
        assert meetings_of_bodies(session, [LAESOE, "raad-810"]) == {
            LAESOE: (KnownMeeting(MeetingLevel.COUNCIL, date(2027, 9, 15)),)
        }
        with pytest.raises(UnknownCouncil):
            meeting_lines(session, "Atlantis")
