"""What can be said on the command line, one module for each noun."""

import typer

from cli.commands.cycle import app as cycles
from cli.commands.directory import app as directory
from cli.commands.kind import app as kinds
from cli.commands.meetings import app as meetings
from cli.commands.plan import add_to as add_plan
from cli.commands.processes import add_to
from cli.commands.register import app as register
from cli.commands.rehearse import add_to as add_rehearse
from cli.commands.staff import app as staff
from cli.commands.token import app as tokens

app = typer.Typer(
    name="aftalehjul",
    help="Fører én aftaletekst gennem alle de råd, der skal godkende den, og beviser hver beslutning.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
add_to(app)
add_plan(app)
add_rehearse(app)
app.add_typer(cycles, name="cycle")
app.add_typer(directory, name="directory")
app.add_typer(meetings, name="meetings")
app.add_typer(kinds, name="kind")
app.add_typer(register, name="register")
app.add_typer(staff, name="staff")
app.add_typer(tokens, name="token")
