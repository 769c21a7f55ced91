"""What the machine offers the tests: memory, ports, users."""

import os
import pwd
import shutil
import socket
import tempfile
from pathlib import Path

ROOMY = 6 * 2**30
"""Bytes: more than all that a run of the suite holds at once."""


def use_memory_for_files(memory: Path = Path("/dev/shm")) -> None:  # noqa: S108  # the machine's own
    """Let temporary files lie in memory where there is room, for this process and those that it starts.

    What the tests kill are processes, whose writes the machine keeps either way; a disk that everybody waits for
    would prove nothing more.
    """
    if "TMPDIR" not in os.environ and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOMY:
        os.environ["TMPDIR"] = str(memory)
        tempfile.tempdir = None  # asked for anew


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
