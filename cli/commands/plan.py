"""The calendar of an agreement: what it means when SSU adopts, before anything is started."""

import json
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Column, Table

from cli import dependencies
from cli.commands.parsing import day_of, day_or_none
from cli.errors import CommandError
from cli.settings import Settings
from models.calendar import local_day
from models.queries.start.plan import AgreementPlan, CouncilPlan, plan_of_agreement
from models.queries.start.plan_question import PlanQuestion, basis_of_plan
from request_types.faults import BadInput
from workflows.rules.calendar.danish import danish_date

NO_MEETINGS = "Ingen af rådenes møder er kendt. Læs dem ind med: aftalehjul meetings import MØDER.CSV"
Day = Annotated[str, typer.Option(metavar="DATO")]


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(plan)


def plan(
    *,
    in_force: Annotated[str, typer.Option(help="Aftalens første dag", metavar="DATO")],
    region: Annotated[str, typer.Option(help="Regionens navn eller kode")] = "Nordjylland",
    kind: Annotated[str, typer.Option(help="Aftalens art")] = "sundhedsaftale",
    dispatch: Day = "",
    deadline: Day = "",
    as_json: Annotated[bool, typer.Option("--json", help="Til programmer")] = False,
) -> None:
    """Vis, hvilke rådsmøder aftalen kan nå, og hvornår den senest skal være vedtaget."""
    question = PlanQuestion(
        in_force=day_of(in_force),
        region=region,
        kind=kind,
        dispatch=day_or_none(dispatch),
        deadline=day_or_none(deadline),
    )
    found = _found(question)
    if as_json:
        typer.echo(json.dumps(asdict(found), default=str, ensure_ascii=False))
    else:
        _show(found, Console(highlight=False))


def _found(question: PlanQuestion) -> AgreementPlan:
    today = local_day(dependencies.now())
    with dependencies.opened(Settings()) as database, database.read() as session:
        try:
            found = plan_of_agreement(session, basis_of_plan(session, question, today=today), today=today)
        except BadInput as error:
            raise CommandError(str(error)) from error
    if not found.councils:
        raise CommandError(f"{found.region} har ingen råd, der kan spørges, den {danish_date(found.dispatch)}.")
    if found.is_blank:
        raise CommandError(NO_MEETINGS)
    return found


def _show(found: AgreementPlan, console: Console) -> None:
    console.print(f"{found.region}, {found.kind}, i kraft {danish_date(found.in_force)}.")
    console.print(
        f"Udsendes {danish_date(found.dispatch)}; rådene skal have godkendt {danish_date(found.deadline)}."
    )
    whole = Column("Råd", no_wrap=True)
    table = Table(whole, "Møder", "Kan afgøres", "Dage i overskud", "Senest, to møder", "Senest, ét møde")
    for council in found.councils:
        table.add_row(*_cells(council))
    console.print(table)
    for sentence in found.sentences:
        console.print(sentence, markup=False, soft_wrap=True)


def _cells(council: CouncilPlan) -> tuple[str, ...]:
    return (
        council.name,
        council.reach,
        "\n".join(f"{day:%d.%m.%Y}" for day in council.meetings),
        "" if council.slack_days is None else str(council.slack_days),
        *(f"{day:%d.%m.%Y}" if day else "" for day in (council.last_safe_dispatch, council.last_dispatch)),
    )
