"""What stands in the way of a start is one clear line and exit 1, never a traceback."""

import os
import pwd
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from cli import web
from cli.embedded.preflight import held_folder
from cli.errors import CommandError
from cli.settings import Settings
from tests.journey.house import House, away
from tests.machine import unprivileged_user


def _one_clear_line(ended: CompletedProcess[str]) -> str:
    assert ended.returncode == 1, ended.stderr
    lines = ended.stderr.strip().splitlines()
    assert len(lines) == 1, ended.stderr
    assert "Traceback" not in ended.stdout + ended.stderr
    return lines[0]


@contextmanager
def _without_roots_rights() -> Iterator[None]:
    user = unprivileged_user()
    if user is None:
        yield
        return
    os.seteuid(pwd.getpwnam(user).pw_uid)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize("name", ["WEB_PORT", "TEMPORAL_PORT", "TEMPORAL_UI_PORT", "MAILBOX_PORT", "SMTP_PORT"])
def test_a_port_that_is_taken_is_named_with_its_setting(fresh_house: House, name: str) -> None:
    with socket.create_server(("127.0.0.1", fresh_house.ports[name])):
        line = _one_clear_line(fresh_house.run("up"))
    assert str(fresh_house.ports[name]) in line
    assert f"AFTALEHJULET_{name}" in line


def test_a_port_that_is_no_port_is_named_with_its_setting(fresh_house: House) -> None:
    fresh_house.environment["AFTALEHJULET_WEB_PORT"] = "otte tusind"
    assert "AFTALEHJULET_WEB_PORT" in _one_clear_line(fresh_house.run("up"))


def test_parts_that_stand_apart_are_not_started_together(fresh_house: House) -> None:
    fresh_house.environment |= away()
    line = _one_clear_line(fresh_house.run("up"))
    assert line == "»aftalehjul up« er til én maskine. Med AFTALEHJULET_DATABASE_URL startes delene hver for sig."
    assert not fresh_house.folder.exists()


def test_pages_are_not_served_undressed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "DESIGN_SYSTEM", tmp_path / "dkfds")
    with pytest.raises(CommandError) as told:
        web.web_app(Settings(data_dir=tmp_path))
    assert str(told.value) == (
        "Designsystemet, som siderne er klædt i, er ikke hentet. Kør: make run (eller make test)."
    )
    assert list(tmp_path.iterdir()) == []


def test_a_web_to_which_nothing_answers_serves_pages_that_say_so() -> None:
    settings = Settings(database_url=away()["AFTALEHJULET_DATABASE_URL"], link_keys=(SecretStr("nøgle"),))
    pages = TestClient(web.web_app(settings), base_url="http://127.0.0.1:8000", raise_server_exceptions=False)
    assert pages.get("/readyz").json() == {"status": "unavailable", "database": "away", "temporal": "away"}
    told = pages.get("/status/sundhedsaftale-nordjylland-2028")
    assert told.status_code == 503
    assert "Systemet kan ikke svare lige nu." in told.text


def test_a_file_where_the_folder_should_be(fresh_house: House) -> None:
    fresh_house.folder.write_text("en fil")
    assert "er ikke en mappe" in _one_clear_line(fresh_house.run("up"))
    fresh_house.folder.unlink()


@pytest.mark.parametrize(("size", "told"), [("512k", "der kan ikke skrives i"), ("16m", "MB ledigt i")])
def test_a_disk_that_is_full(fresh_house: House, size: str, told: str) -> None:
    fresh_house.folder.mkdir()
    small_disk = f'mount -t tmpfs -o size={size} tmpfs {fresh_house.folder} && exec "$@"'
    namespace = ("unshare", "--mount") if os.geteuid() == 0 else ("unshare", "--map-root-user", "--mount")
    line = _one_clear_line(fresh_house.process("up", before=(*namespace, "sh", "-c", small_disk, "sh")))
    assert "Disken er fuld" in line
    assert told in line
    assert "AFTALEHJULET_DATA_DIR" in line


def test_a_folder_that_may_not_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    folder.mkdir(mode=0o000)
    with (
        _without_roots_rights(),
        pytest.raises(CommandError, match="kan ikke læses og skrives"),
        held_folder(folder),
    ):
        pass


def test_a_folder_that_somebody_holds_is_not_started_from_twice(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    with held_folder(folder), pytest.raises(CommandError, match="kører allerede"), held_folder(folder):
        pass
