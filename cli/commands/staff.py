"""Staff: who may sign in, and a sign-in link for when mail does not work."""

from typing import Annotated

import typer
from rich.console import Console

from cli import dependencies
from cli.errors import CommandError
from cli.settings import Settings
from models.access.staff import Role, StaffError, add_staff, mint_sign_in

app = typer.Typer(help="Medarbejdere og deres adgang.", no_args_is_help=True)
Mail = Annotated[str, typer.Argument(help="Medarbejderens mailadresse")]


@app.command()
def add(
    email: Mail,
    name: Annotated[str, typer.Argument(help="Medarbejderens navn")],
    role: Annotated[Role, typer.Option(help="secretariat må skrive, coordinator må læse")] = Role.SECRETARIAT,
) -> None:
    """Føj en medarbejder til listen."""
    with dependencies.opened(Settings()) as database:
        try:
            staff = add_staff(database, email, name, role)
        except StaffError as error:
            raise CommandError(str(error)) from error
    Console(highlight=False).print(f"{staff.email} er føjet til som {staff.role.value}.", markup=False)


@app.command()
def link(email: Mail) -> None:
    """Udskriv et engangslink til log ind; det virker i 15 minutter."""
    settings = Settings()
    with dependencies.opened(settings) as database:
        try:
            token = mint_sign_in(database, email, dependencies.now())
        except StaffError as error:
            raise CommandError(str(error)) from error
    typer.echo(f"{settings.base_url}/log-ind/{token}")
