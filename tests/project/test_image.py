"""The image: what it is built from is there, and what is installed holds every file that the program reads."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PACKAGES = PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
WORN = ROOT / "api" / "static" / "dkfds"


def _wheel(folder: Path) -> Path:
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


def test_the_base_runs_the_python_that_the_project_asks_for() -> None:
    bases = re.findall(r"^FROM python:(\d+)\.(\d+)\.(\d+)-slim-bookworm", DOCKERFILE, re.MULTILINE)
    (dresser,) = re.findall(r"^FROM node:\d+\.\d+\.\d+-bookworm-slim AS dressed$", DOCKERFILE, re.MULTILINE)
    assert len(bases) + len([dresser]) == len(re.findall("^FROM", DOCKERFILE, re.MULTILINE)) == 3
    assert len(set(bases)) == 1
    least = re.fullmatch(r">=(\d+)\.(\d+)", PYPROJECT["project"]["requires-python"])
    assert least
    assert all((int(major), int(minor)) >= (int(least[1]), int(least[2])) for major, minor, _ in bases)


def test_the_image_runs_as_nobody_of_importance() -> None:
    users = re.findall(r"^USER (\S+)", DOCKERFILE, re.MULTILINE)
    assert users == ["10001:10001"]


def test_the_image_is_built_from_what_the_package_needs_and_nothing_else() -> None:
    admitted = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    needed = {*PACKAGES, "LICENSE", "README.md", "pyproject.toml", "requirements-production.txt"}
    needed |= {".npmrc", "package.json", "package-lock.json", "requirements-uv.txt"}
    assert admitted == needed
    assert [name for name in needed if not (ROOT / name).exists()] == []
    installed = re.findall(r"--require-hashes(?: \\\n +)? ?--requirement (\S+)", DOCKERFILE)
    assert installed == ["requirements-uv.txt", "requirements-production.txt"]


def test_the_package_holds_every_file_that_git_keeps_of_it(tmp_path: Path) -> None:
    kept = subprocess.run(
        ["git", "ls-files", "-z", "--", *PACKAGES], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    files = {name for name in kept.split("\0") if name and (ROOT / name).is_file()}
    assert len(files) > 200
    with zipfile.ZipFile(_wheel(tmp_path)) as archive:
        assert files - set(archive.namelist()) == set()


def test_the_image_wears_what_the_pages_wear() -> None:
    worn = re.findall(r"^COPY --from=dressed /src/node_modules/dkfds/dist/(\S+) ", DOCKERFILE, re.MULTILINE)
    here = {
        path.relative_to(WORN).as_posix() for path in WORN.rglob("*") if path.is_file() and path.name != "stamp"
    }
    assert len(here) > 100
    assert [name for name in here if not name.startswith(tuple(worn))] == []


def test_the_package_wears_what_was_fetched_for_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(_wheel(tmp_path)) as archive:
        assert "api/static/dkfds/css/dkfds.min.css" in archive.namelist()
