"""The councils' meetings: import them, list them."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from cli import dependencies
from cli.errors import CommandError
from cli.settings import Settings
from models.calendar import local_day
from models.meetings import MeetingReport, UnknownCouncil, import_meetings, meeting_lines
from workflows.rules.calendar.danish import danish_date

app = typer.Typer(help="Rådenes og udvalgenes møder.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="Til programmer")]


@app.command("import")
def import_(
    path: Annotated[
        Path,
        typer.Argument(
            help="CSV-fil med kolonnerne kommune eller kode, niveau, dato og eventuelt dagsorden_lukker",
            metavar="MØDER.CSV",
        ),
    ],
) -> None:
    """Importér møder; er blot én række forkert, importeres ingen."""
    if not path.is_file():
        raise CommandError(f"Filen {path} findes ikke.")
    with dependencies.opened(Settings()) as database:
        report = import_meetings(database, path, today=local_day(dependencies.now()))
    _tell(report)


@app.command("list")
def list_(
    council: Annotated[str, typer.Argument(metavar="[KOMMUNE]", help="Kommunens navn eller kode")] = "",
    as_json: AsJson = False,  # noqa: FBT002  # an option of the command line
) -> None:
    """Vis de møder, der er kendt."""
    with dependencies.opened(Settings()) as database, database.read() as session:
        try:
            lines = meeting_lines(session, council)
        except UnknownCouncil as error:
            raise CommandError(
                f"Kataloget kender hverken en kommune eller en region, der hedder {council}."
            ) from error
    if as_json:
        typer.echo(json.dumps([asdict(line) for line in lines], default=str, ensure_ascii=False))
        return
    table = Table("Råd", "Niveau", "Møde", "Dagsordenen lukker")
    for line in lines:
        closes = danish_date(line.agenda_closes_on) if line.agenda_closes_on else ""
        table.add_row(line.council, line.level_word, danish_date(line.held_on), closes)
    Console(highlight=False).print(table)


def _tell(report: MeetingReport) -> None:
    console = Console(highlight=False, soft_wrap=True)
    for problem in report.problems:
        column = f", {problem.column}" if problem.column else ""
        console.print(f"Linje {problem.line}{column}: {problem.reason}", markup=False)
    if report.problems:
        raise CommandError(f"Intet er importeret: {len(report.problems)} fejl.")
    console.print(report.sentence)
