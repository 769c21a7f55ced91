"""The command line: `aftalehjul`, also `python -m cli`."""

import sys

from pydantic import ValidationError
from rich.console import Console

from cli.commands import app_for
from cli.errors import CommandError
from cli.memory import without_collecting


def main() -> None:
    """Run a command; what a person can mend is one line on standard error and exit 1."""
    with without_collecting():
        app = app_for(*sys.argv[1:2])  # reading the program is what leaves no garbage
    try:
        app()
    except CommandError as trouble:
        _say(str(trouble))
    except ValidationError as error:
        names = ", ".join(f"AFTALEHJULET_{fault['loc'][0]}".upper() for fault in error.errors())
        _say(f"Indstillingen {names} har en værdi, der ikke kan bruges.")


def _say(message: str) -> None:
    Console(stderr=True, highlight=False, soft_wrap=True).print(message, style="bold red", markup=False)
    sys.exit(1)


if __name__ == "__main__":
    main()
