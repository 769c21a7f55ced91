"""What a process reads before it answers: nothing that its start does not need, so that it is there at once."""

import os
import subprocess
import sys

import pytest

AT_THE_START = {
    "cli.__main__": (260, {"sqlalchemy", "temporalio", "fastapi", "alembic"}),
    "cli.embedded.up": (450, {"sqlalchemy", "temporalio", "fastapi", "httpx", "jinja2"}),
    "cli.web": (
        1680,
        {"docx", "icalendar", "alembic", "httpx", "typer", "temporalio.testing", "temporalio.worker"},
    ),
    "cli.worker": (
        1320,
        {"docx", "icalendar", "alembic", "httpx", "typer", "temporalio.testing", "fastapi", "typst"},
    ),
    "cli.workflow_process": (680, {"sqlalchemy", "sqlmodel", "fastapi", "jinja2", "temporalio.testing"}),
}
"""By what a process begins with: how many modules it may have read by then (a budget that a new dependency has to
ask for), and which it must not."""

MEASURED_BY = "COVERAGE_"
"""By this a process knows that it is measured, and reads what measures it."""


@pytest.mark.parametrize("module", AT_THE_START)
def test_a_process_reads_what_its_start_needs_and_no_more(module: str) -> None:
    at_most, later = AT_THE_START[module]
    names = read_by(module)
    assert names & later == set()
    assert len(names) <= at_most


def read_by(module: str) -> set[str]:
    """Return the names of all modules that a process has read which has read this one."""
    told = subprocess.run(
        [sys.executable, "-c", f"import sys, {module}; print(*sys.modules)"],
        check=True,
        capture_output=True,
        text=True,
        env={name: value for name, value in os.environ.items() if not name.startswith(MEASURED_BY)},
    )
    return set(told.stdout.split())
