"""The image: what it is built from is there, and what is installed holds every file that the program reads."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PACKAGES = PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
DOCKERFILE = (ROOT / "Dockerfile").read_text()


def test_the_base_runs_the_python_that_the_project_asks_for() -> None:
    bases = re.findall(r"^FROM python:(\d+)\.(\d+)\.(\d+)-slim-bookworm", DOCKERFILE, re.MULTILINE)
    assert len(bases) == len(re.findall("^FROM", DOCKERFILE, re.MULTILINE)) == 2
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
    assert admitted == needed
    assert [name for name in needed if not (ROOT / name).exists()] == []
    assert "--requirement requirements-production.txt" in DOCKERFILE


def test_the_package_holds_every_file_that_git_keeps_of_it(tmp_path: Path) -> None:
    kept = subprocess.run(
        ["git", "ls-files", "-z", "--", *PACKAGES], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    files = {name for name in kept.split("\0") if name and (ROOT / name).is_file()}
    assert len(files) > 200
    build: list[str | Path] = [
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "--target",
        "wheel",
        "--directory",
        tmp_path,
    ]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        assert files - set(archive.namelist()) == set()
