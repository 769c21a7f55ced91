"""The papers say what is so: links, commands, settings and dependencies."""

import datetime as dt
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from typer.main import get_group

from cli.commands import app_for
from cli.settings import Settings

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PAPERS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
README = (ROOT / "README.md").read_text()
REQUIRED = (
    *("publiccodeYmlVersion", "name", "url", "releaseDate", "platforms", "categories", "developmentStatus"),
    *("softwareType", "description", "legal", "maintenance", "localisation"),
)


def named(pattern: str, papers: list[Path]) -> set[str]:
    """Return what a pattern finds in papers."""
    return {found for paper in papers for found in re.findall(pattern, paper.read_text())}


def anchors(paper: Path) -> set[str]:
    """Return the addresses of a paper's headings."""
    headings = re.findall(r"^#+ (.+)$", paper.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


def dependencies() -> set[str]:
    """Return the names of all dependencies, of every extra and group."""
    project = PROJECT["project"]
    groups = [
        project["dependencies"],
        *project["optional-dependencies"].values(),
        *PROJECT["dependency-groups"].values(),
    ]
    return {re.split(r"[\[>=<; ]", line)[0] for group in groups for line in group}


def test_every_paper_is_there() -> None:
    names = {paper.relative_to(ROOT).as_posix() for paper in PAPERS}
    assert {"README.md", "SECURITY.md", "CHANGELOG.md", "docs/operations.md", "docs/dependencies.md"} <= names
    assert len([name for name in names if re.match(r"docs/adr/\d{4}-", name)]) >= 4


def test_links_between_papers_lead_somewhere() -> None:
    links = [
        (paper, target, anchor)
        for paper in PAPERS
        for target, anchor in re.findall(r"\]\((?!https?:)([^)#]*)#?([^)]*)\)", paper.read_text())
    ]
    assert len(links) > 15
    assert [(paper.name, target) for paper, target, _ in links if not (paper.parent / target).exists()] == []
    lost = [
        (paper.name, anchor)
        for paper, target, anchor in links
        if anchor and anchor not in anchors((paper.parent / target) if target else paper)
    ]
    assert lost == []


def test_files_named_in_the_papers_exist() -> None:
    files = named(r"`((?:activities|api|cli|deploy|docs|models|workflows)/[\w./-]*)`", PAPERS)
    assert len(files) > 10
    assert [name for name in files if not (ROOT / name).exists()] == []


def test_every_decision_is_listed() -> None:
    listing = (ROOT / "docs/adr/README.md").read_text()
    decisions = [paper.name for paper in (ROOT / "docs/adr").glob("0*.md")]
    assert len(decisions) >= 4
    assert [name for name in decisions if f"({name})" not in listing] == []


def test_make_commands_named_in_the_papers_exist() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    commands = named(r"(?:`| {4})make ([a-z]+)", PAPERS)
    assert {"run", "test"} <= commands
    assert commands <= targets


def test_aftalehjul_commands_named_in_the_papers_exist() -> None:
    known = get_group(app_for()).commands
    commands = named(r"(?:\baftalehjul|\bmigrate) ([a-z]+)", PAPERS)
    assert len(commands) >= 8
    assert commands <= known.keys()


def test_the_table_of_settings_is_the_settings() -> None:
    told = dict(re.findall(r"^\| `(AFTALEHJULET_\w+)` \| (.*?) \|", README, re.MULTILINE))
    fields = {"AFTALEHJULET_" + name.upper(): field.default for name, field in Settings.model_fields.items()}
    assert len(told) > 10
    assert told.keys() == fields.keys()
    simple = {name: str(default) for name, default in fields.items() if isinstance(default, str | int | Path)}
    shown = {name: told[name].strip("`") for name in simple if name != "AFTALEHJULET_SENDER"}
    assert shown == {name: default for name, default in simple.items() if name in shown}


def test_every_dependency_says_why_it_is_here() -> None:
    text = (ROOT / "docs/dependencies.md").read_text()
    packages = text.split("## Images")[0]
    explained = re.findall(r"^\| ([a-z][\w-]*) \| \S", packages, re.MULTILINE)
    assert len(explained) > 30
    assert sorted(set(explained) - {"package"}) == sorted(dependencies())


def test_the_changelog_tells_of_this_version() -> None:
    assert f"## [{PROJECT['project']['version']}]" in (ROOT / "CHANGELOG.md").read_text()


@pytest.mark.parametrize("key", REQUIRED)
def test_publiccode_says(key: str) -> None:
    told = yaml.safe_load((ROOT / "publiccode.yml").read_text())
    assert told[key]


def test_publiccode_fits_the_project() -> None:
    told = yaml.safe_load((ROOT / "publiccode.yml").read_text())
    assert told["legal"]["license"] == PROJECT["project"]["license"]
    assert told["softwareVersion"] == PROJECT["project"]["version"]
    assert told["publiccodeYmlVersion"] == "0.4"
    assert dt.date.fromisoformat(told["releaseDate"])
    assert told["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    assert told["maintenance"]["contacts"]
    assert "localisationReady" in told["localisation"]
    assert set(told["description"]) == {"en", "da"}
    for texts in told["description"].values():
        assert len(texts["shortDescription"]) <= 150
        assert 150 <= len(texts["longDescription"]) <= 10_000
        assert texts["features"]
