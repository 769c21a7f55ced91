"""What the machine offers the tests: programs, ports, users."""

import os
import pwd
import shutil
import socket
import subprocess
from pathlib import Path


class PostgresNotFoundError(RuntimeError):
    """The machine has no PostgreSQL server."""


def postgres_binaries() -> Path:
    """Return the folder that holds `initdb` and `postgres`, the newest first.

    Raises:
        PostgresNotFoundError: there is none; no test is skipped for that.
    """
    known = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    config = shutil.which("pg_config")
    told = subprocess.run([config, "--bindir"], check=False, capture_output=True, text=True) if config else None
    on_path = shutil.which("postgres")
    candidates = [
        *known,
        *([Path(told.stdout.strip())] if told else []),
        *([Path(on_path).parent] if on_path else []),
    ]
    for candidate in candidates:
        if (candidate / "initdb").exists() and (candidate / "postgres").exists():
            return candidate
    raise PostgresNotFoundError(
        "The suite starts a PostgreSQL of its own and needs initdb and postgres: apt-get install postgresql"
    )


def unprivileged_user() -> str | None:
    """Return who shall run PostgreSQL, which refuses root; None: whoever runs the suite."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
