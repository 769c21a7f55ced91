"""The journal package: what is in it, that it holds still, and that every system can unpack it."""

import json
import zipfile
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from api.documents.archive import apart, archive, safe_name
from models.access.staff import Role
from models.agreements.documents import inspect
from models.agreements.versions import NewVersion, add_version
from tests.api.office import ANSWER, CYCLE, PDF, SQLITE_ONLY, Office
from tests.api.reading_pdf import text_of

TEXT = "aftale/Sundhedsaftale.pdf"
RECORD = "Beslutning Læsø Kommune.pdf"


def tell(office: Office, **said: str) -> None:
    """Let Læsø report with its minutes, and have it recorded."""
    files = {"minutes_file": ("referat.pdf", PDF + b"% minutes\n")}
    form = ANSWER | {"nonce": f"{len(said)}-{office.now}"} | said
    answer = office.client().post(f"/b/{office.token()}", data=form, files=files)
    assert answer.status_code == 303
    office.record_all()


def console(office: Office, party: str = "825") -> bytes:
    answer = office.signed_in(Role.COORDINATOR).get(f"/forloeb/{CYCLE}/raad/{party}/journal.zip")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/zip"
    packed: bytes = answer.content
    return packed


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as zipped:
        assert zipped.testzip() is None
        return {name: zipped.read(name) for name in zipped.namelist()}


def told(files: dict[str, bytes]) -> Any:
    return json.loads(files["metadata.json"])


def listed(files: dict[str, bytes]) -> list[dict[str, object]]:
    return [
        {
            "path": path,
            "media_type": "application/pdf",
            "size": len(content),
            "sha256": sha256(content).hexdigest(),
        }
        for path, content in files.items()
        if path != "metadata.json"
    ]


@SQLITE_ONLY
def test_the_package_holds_text_record_minutes_and_metadata(round_: Office) -> None:
    tell(round_)
    files = unpacked(console(round_))
    entry = told(files)["council"]["decision"]
    assert list(files) == [RECORD, TEXT, f"referat/Referat 2026-03-01 nr {entry}.pdf", "metadata.json"]
    assert files[TEXT] == PDF
    assert told(files)["files"] == listed(files)
    assert "Læsø Kommune: beslutning om Sundhedsaftalen 2028-2031" in text_of(files[RECORD])
    assert "Brønderslev" not in text_of(files[RECORD])


@SQLITE_ONLY
def test_the_metadata_can_be_checked_without_us(round_: Office) -> None:
    tell(round_, decision_text="Godkendt *alt* 🙂 æøå", remarks="Husk øerne", outcome="approved_with_remarks")
    said = told(unpacked(console(round_)))
    (decision,) = said["decisions"]
    assert (decision["decision_text"], decision["remarks"]) == ("Godkendt *alt* 🙂 æøå", "Husk øerne")
    assert (decision["meeting_date"], decision["outcome"]) == ("2026-03-01", "approved_with_remarks")
    assert decision["recorded_at"] == "2026-03-02T09:00:00+00:00"
    entries = {each["seq"]: each for each in said["register"]["entries"]}
    assert entries[decision["entry"]]["sha256"] == decision["entry_sha256"]
    for each in entries.values():
        assert sha256(each["canonical"].encode()).hexdigest() == each["sha256"]
        assert json.loads(each["canonical"])["prev"] == each["prev"]
        assert "Husk" not in each["canonical"]


@SQLITE_ONLY
def test_every_key_is_explained(round_: Office) -> None:
    tell(round_)
    round_.ask("indsigelse", {"decision": "1", "reason": "Kendes ikke"})
    said = told(unpacked(console(round_)))
    papers = (Path(__file__).parents[3] / "docs/journal.md").read_text()
    parts = [said, said["agreement"], said["round"], said["council"], said["register"], said["register"]["end"]]
    parts += [said[name][0] for name in ("decisions", "findings", "files")] + said["register"]["entries"][:1]
    keys = {key for part in parts for key in part}
    assert len(keys) > 40
    assert [key for key in sorted(keys) if f"`{key}`" not in papers] == []


@SQLITE_ONLY
def test_the_same_state_gives_the_same_bytes_at_any_time(round_: Office) -> None:
    tell(round_)
    first = console(round_)
    round_.now = round_.now.replace(month=5)
    assert console(round_) == first
    tell(round_, corrects="1", decision_text="Rettet")
    assert console(round_) != first


@SQLITE_ONLY
def test_a_clerk_has_the_same_package_without_the_offices_reasons(round_: Office) -> None:
    tell(round_)
    round_.ask("indsigelse", {"decision": "1", "reason": "Intern begrundelse"})
    answer = round_.client().get(f"/b/{round_.token()}/journal.zip")
    assert "Journal%20L%C3%A6s%C3%B8%20Kommune" in answer.headers["content-disposition"]
    clerk, office = unpacked(answer.content), unpacked(console(round_))
    assert clerk.keys() == office.keys()
    assert "Intern" in text_of(office[RECORD])
    assert "Intern" not in text_of(clerk[RECORD])
    assert told(clerk)["findings"] == []
    assert told(clerk)["files"] == listed(clerk)


@SQLITE_ONLY
def test_a_council_that_has_not_answered_has_a_package_too(round_: Office) -> None:
    said = told(unpacked(console(round_, "851")))
    assert (said["decisions"], said["council"]["counts"], said["council"]["decision"]) == ([], False, None)
    assert "Ingen beslutning endnu: afventer." in text_of(
        unpacked(console(round_, "851"))["Beslutning Aalborg Kommune.pdf"]
    )


@SQLITE_ONLY
def test_the_text_is_the_one_that_was_decided_on(round_: Office) -> None:
    tell(round_)
    corrected = inspect(PDF + b"% 2\n", "Rettet.pdf")
    add_version(
        round_.database,
        CYCLE,
        NewVersion(label="Rettet", editorial=True, reason="Slåfejl"),
        corrected,
        made_by="system",
        at=round_.now,
    )
    round_.record_all()
    files = unpacked(console(round_))
    assert TEXT in files
    assert "Tekst Version 1: Endelig udgave Dokument Sundhedsaftale.pdf" in text_of(files[RECORD])
    assert "Besluttet om version 1" in text_of(files[RECORD])
    assert "aftale/Rettet.pdf" in unpacked(console(round_, "851"))


@SQLITE_ONLY
def test_a_clerk_keeps_the_package_of_a_closed_round(round_: Office) -> None:
    tell(round_)
    round_.ask("luk-runde", {"reason": "Teksten skal ændres"})
    assert (
        told(unpacked(round_.client().get(f"/b/{round_.token()}/journal.zip").content))["round"]["state"]
        == "faldet"
    )


@SQLITE_ONLY
@pytest.mark.parametrize("place", [f"/forloeb/{CYCLE}/raad/999/journal.zip", "/forloeb/x/raad/825/journal.zip"])
def test_who_was_not_asked_has_no_package(round_: Office, place: str) -> None:
    assert round_.signed_in(Role.COORDINATOR).get(place).status_code == 404


@SQLITE_ONLY
def test_a_dead_link_gives_no_package(round_: Office) -> None:
    token = round_.token()
    round_.ask("nyt-link", {"party": "825", "reason": "spærret"})
    assert round_.client().get(f"/b/{token}/journal.zip").status_code == 410


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Sundhedsaftale for Læsø.pdf", "Sundhedsaftale for Læsø.pdf"),
        ("La\u030asby.pdf", "Låsby.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\con.pdf", "_con.pdf"),
        ('a"b<c>|d?.pdf', "abcd.pdf"),
        ("x" * 300 + ".pdf", "x" * 100 + ".pdf"),
        ("...", "dokument"),
    ],
)
def test_names_are_safe_everywhere(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_no_file_hides_another() -> None:
    assert apart(["a.pdf", "A.pdf", "a.pdf", "b"]) == ["a.pdf", "A (2).pdf", "a (3).pdf", "b"]


def test_names_are_told_as_utf8() -> None:
    with zipfile.ZipFile(BytesIO(archive([("æøå.txt", b"x")]))) as zipped:
        (entry,) = zipped.infolist()
    assert entry.filename == "æøå.txt"
    assert entry.flag_bits & 0x800
    assert entry.date_time == (1980, 1, 1, 0, 0, 0)
