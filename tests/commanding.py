"""The command line, spoken to in this process: reading the program anew for each command would take seconds."""

import os
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from subprocess import CompletedProcess
from unittest.mock import patch

from cli.__main__ import main


def commanded(*words: str, environment: Mapping[str, str], typed: str = "") -> CompletedProcess[str]:
    """Run a command as `aftalehjul` does, in an environment, with nobody at the keyboard but who `typed` this."""
    command = ["aftalehjul", *words]
    with (
        patch.dict(os.environ, environment, clear=True),
        patch.object(sys, "argv", command),
        patch.object(sys, "stdin", StringIO(typed)),
        redirect_stdout(StringIO()) as said,
        redirect_stderr(StringIO()) as complained,
    ):
        code = _exit_code()
    return CompletedProcess(command, code, said.getvalue(), complained.getvalue())


def _exit_code() -> int:
    try:
        main()
    except SystemExit as ending:
        return ending.code if isinstance(ending.code, int) else int(ending.code is not None)
    return 0
