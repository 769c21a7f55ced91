"""The production set-up's databases, made by its own script on a real server."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.programs import postgres_binaries
from tests.project.composing import ROOT, environment, filled, offered, ours


def path() -> str:
    """Return where programs are found, PostgreSQL's among them."""
    return f"{postgres_binaries()}{os.pathsep}{os.environ['PATH']}"


def prepared(server: str, values: dict[str, str]) -> dict[str, str]:
    """Run the script that PostgreSQL's image runs in a new cluster; return where the server is, for psql."""
    owner = re.search(r"//(?P<user>\w+):(?P<password>\w+)@(?P<host>[\d.]+):(?P<port>\d+)", server)
    assert owner
    where = {"PATH": path(), "PGHOST": owner["host"], "PGPORT": owner["port"]}
    making = values | where | {"POSTGRES_USER": owner["user"], "PGPASSWORD": owner["password"]}
    subprocess.run(["sh", ROOT / "deploy/postgres/databases.sh"], check=True, env=making)
    return where


def told_to_migrate(values: dict[str, str], where: dict[str, str]) -> dict[str, str]:
    """Return the environment of the service that migrates, with the server where it is here."""
    told = {name: filled(text, values) for name, text in environment(ours()["migrate"]).items()}
    url = told["AFTALEHJULET_DATABASE_URL"]
    assert "@postgres:5432/" in url
    here = url.replace("@postgres:5432/", f"@{where['PGHOST']}:{where['PGPORT']}/")
    return {"PATH": path(), "PYTHONPATH": str(ROOT), **told, "AFTALEHJULET_DATABASE_URL": here}


def test_our_role_can_migrate_its_database_and_cannot_enter_the_engines(
    postgres_server: str, tmp_path: Path
) -> None:
    values = {
        name: f"{name.lower().replace('_', '')}value" for name in offered() if name.endswith(("WORD", "KEYS"))
    }
    where = prepared(postgres_server, values)
    run = [sys.executable, "-m", "cli"]
    told = told_to_migrate(values, where)
    subprocess.run([*run, "migrate"], check=True, cwd=tmp_path, env=told)
    check = [*run, "directory", "check"]
    checked = subprocess.run(check, check=True, cwd=tmp_path, env=told, capture_output=True, text=True)
    assert "98" in checked.stdout

    enter = ["psql", "--username=aftalehjulet", "--dbname=temporal", "--command=SELECT 1"]
    password = {"PGPASSWORD": values["DATABASE_PASSWORD"]}
    refused = subprocess.run(enter, check=False, env=where | password, capture_output=True, text=True)
    assert "permission denied for database" in refused.stderr
