"""The rehearsal as an operator types it: on a machine without anything, and beside a store that it only reads."""

import csv
import email
import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from email import policy
from hashlib import sha256
from io import StringIO
from pathlib import Path

import pytest
from icalendar import Calendar

from models.store.database import Database
from tests.api.office import contents
from tests.journey.house import House, open_house
from tests.today import today

HEADER = "code,name,mailbox,main_mailbox,second_mailbox,phone,website\n"
YEAR = today().year + 1
SHORT = ("rehearse", "--kind", "paragraf-60", "--from", f"{YEAR}-01-14", "--in-force", f"{YEAR + 1}-01-01")


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A machine on which nothing was installed but the program."""
    with open_house(tmp_path_factory.mktemp("nothing") / "var") as house:
        yield house


@pytest.fixture(scope="module")
def files(nothing: House, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All files that a rehearsal writes, and what it printed as `printed`."""
    folder = tmp_path_factory.mktemp("files")
    more = ("--csv", str(folder / "a.csv"), "--ics", str(folder / "a.ics"), "--mails", str(folder / "mails"))
    told = nothing.run(*SHORT, *more)
    assert told.returncode == 0, told.stderr
    (folder / "printed").write_text(told.stdout)
    return folder


def test_a_newcomer_sees_all_that_will_happen_and_leaves_nothing_behind(nothing: House, files: Path) -> None:
    printed = (files / "printed").read_text()
    for word in ("fase", "brev", "møde", "frist", "opgave", "Brønderslev", "Forløbet endte i fasen afsluttet"):
        assert word in printed
    assert "mails til 4 postkasser." in printed
    assert not nothing.folder.exists()


def test_the_sheet_opens_in_a_danish_excel(files: Path) -> None:
    content = (files / "a.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) > 20
    assert {"fase", "brev", "møde", "frist", "opgave"} <= {row["hvad"] for row in rows}
    letters = [row for row in rows if row["hvad"] == "brev"]
    assert len({row["nøgle"] for row in letters}) == len(letters)


def test_the_calendar_has_whole_days_that_keep_their_identity(nothing: House, files: Path, tmp_path: Path) -> None:
    events = Calendar.from_ical((files / "a.ics").read_bytes()).walk("VEVENT")
    assert len(events) > 8
    assert all(type(event.decoded("dtstart")) is date for event in events)
    later = tmp_path / "later.ics"
    moved = (*SHORT[:-1], f"{YEAR + 1}-02-01", "--ics", str(later), "--json")
    assert nothing.run(*moved).returncode == 0
    again = Calendar.from_ical(later.read_bytes()).walk("VEVENT")
    assert {str(event["uid"]) for event in again} == {str(event["uid"]) for event in events}
    assert [event.decoded("dtstart") for event in again] != [event.decoded("dtstart") for event in events]


def test_every_mail_is_a_file_in_the_order_of_time(files: Path) -> None:
    names = sorted(path.name for path in (files / "mails").iterdir())
    assert len(names) > 10
    assert any(name.endswith("-broenderslev-anmodning-om-beslutning.eml") for name in names)
    mails = [
        email.message_from_bytes((files / "mails" / name).read_bytes(), policy=policy.default) for name in names
    ]
    sent = [mail["Date"].datetime for mail in mails]
    assert [at.replace(second=0) for at in sent] == sorted(at.replace(second=0) for at in sent)
    assert all(mail["To"] and mail["Subject"] for mail in mails)


def test_a_store_is_only_read_and_nobody_gets_a_mail(tmp_path: Path) -> None:
    with open_house(tmp_path / "var") as house:
        assert house.run("migrate").returncode == 0
        assert house.run("directory", "import", str(_contact(tmp_path))).returncode == 0
        meetings = tmp_path / "meetings.csv"
        day = date(YEAR, 8, 31) - timedelta(days=date(YEAR, 8, 31).weekday())
        meetings.write_text(f"kommune;niveau;dato\nBrønderslev;råd;{day}\n", encoding="utf-8")
        assert house.run("meetings", "import", str(meetings)).returncode == 0
        before = _state(house.folder)
        told = house.run(*SHORT, "--json")
        assert told.returncode == 0, told.stderr
        assert told.stderr == ""
        assert _state(house.folder) == before
    found = json.loads(told.stdout)
    assert (found["phase"], found["mailboxes"]) == ("afsluttet", 4)
    mine = [line for line in found["lines"] if line["who"] == "Brønderslev"]
    assert {line["mailbox"] for line in mine if line["what"] == "brev"} == {"kommunen@broenderslev.example"}
    met = [datetime.fromisoformat(line["at"]) for line in mine if line["what"] == "møde"]
    assert [(at + timedelta(hours=2)).date() for at in met] == [day]


def _contact(folder: Path) -> Path:
    path = folder / "contacts.csv"
    path.write_text(HEADER + "810,Byrådssekretariatet,kommunen@broenderslev.example,,,,\n", encoding="utf-8")
    return path


def _state(folder: Path) -> tuple[str, dict[str, object]]:
    """Return what the store is, byte for byte, and what its tables hold: cycles, letters, requests and all."""
    file = folder / "aftalehjulet.db"
    digest = sha256(file.read_bytes()).hexdigest()
    database = Database(f"sqlite:///{file}")
    held: dict[str, object] = dict(contents(database))
    database.close()
    assert len(held) > 20
    return digest, held
