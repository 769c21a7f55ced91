"""What can be said on the command line, one module for each noun; only that of what is said is read."""

from collections.abc import Mapping
from importlib import import_module
from typing import Final

import typer

NOUNS: Final = ("cycle", "directory", "meetings", "keys", "kind", "privacy", "register", "staff", "token")
"""Words with commands of their own; each has a module of its name."""
VERBS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("up", "web", "worker", "migrate", "resume"), "processes"),
    "plan": "plan",
    "backup": "backup",
    "restore": "backup",
    "doctor": "doctor",
    "rehearse": "rehearse",
}
"""Commands, and the modules in which they stand."""


def app_for(said: str = "") -> typer.Typer:
    """Return what `said` (the first word after the program's name) is answered by: all, if it is no command."""
    app = typer.Typer(
        name="aftalehjul",
        help="Fører én aftaletekst gennem alle de råd, der skal godkende den, og beviser hver beslutning.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
        callback=_nothing,  # so that a command that is read alone is called by its name too
    )
    is_known = said in VERBS or said in NOUNS
    for module in dict.fromkeys(module for verb, module in VERBS.items() if verb == said or not is_known):
        import_module(f"cli.commands.{module}").add_to(app)
    for noun in NOUNS:
        if noun == said or not is_known:
            app.add_typer(import_module(f"cli.commands.{noun}").app, name=noun)
    return app


def _nothing() -> None:
    pass
