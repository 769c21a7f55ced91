"""What a process reads before it answers: nothing that its start does not need, so that it is there at once."""

import subprocess
import sys

import pytest

LATER = {
    "cli.__main__": {"sqlalchemy", "temporalio", "fastapi", "alembic"},
    "cli.embedded.up": {"sqlalchemy", "temporalio", "fastapi", "httpx", "jinja2"},
    "cli.web": {"docx", "icalendar", "alembic", "httpx", "typer", "temporalio.testing", "temporalio.worker"},
    "cli.worker": {"docx", "icalendar", "alembic", "httpx", "typer", "temporalio.testing", "fastapi", "typst"},
    "cli.workflow_process": {"sqlalchemy", "sqlmodel", "fastapi", "jinja2", "temporalio.testing"},
}
"""By what a process begins with: what it must not have read by then."""
AT_MOST = {
    "cli.__main__": 260,
    "cli.embedded.up": 450,
    "cli.web": 1680,
    "cli.worker": 1320,
    "cli.workflow_process": 680,
}
"""How many modules it may have read: a budget that a new dependency has to ask for."""


@pytest.mark.parametrize("module", LATER)
def test_a_process_reads_what_its_start_needs_and_no_more(module: str) -> None:
    names = read_by(module)
    assert names & LATER[module] == set()
    assert len(names) <= AT_MOST[module]


def read_by(module: str) -> set[str]:
    """Return the names of all modules that a process has read which has read this one."""
    told = subprocess.run(
        [sys.executable, "-c", f"import sys, {module}; print(*sys.modules)"],
        check=True,
        capture_output=True,
        text=True,
    )
    return set(told.stdout.split())
