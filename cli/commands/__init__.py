"""What can be said on the command line, one module for each noun."""

import typer

from cli.commands import cycle, directory, processes, register, staff, token

app = typer.Typer(
    name="aftalehjul",
    help="Fører én aftaletekst gennem alle de råd, der skal godkende den, og beviser hver beslutning.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
processes.add_to(app)
app.add_typer(cycle.app, name="cycle")
app.add_typer(directory.app, name="directory")
app.add_typer(register.app, name="register")
app.add_typer(staff.app, name="staff")
app.add_typer(token.app, name="token")
