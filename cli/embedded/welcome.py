"""What a new user reads when everything runs: where to click."""

from rich.console import Console

from cli import dependencies
from cli.embedded.demo.installing import OFFICER
from cli.settings import Settings
from models.access.staff import StaffError, mint_sign_in


def show_welcome(settings: Settings, console: Console) -> None:
    """Print the links, with a sign-in link where there is somebody to sign in."""
    lines = [
        ("Breve til råd og sekretariat", settings.mailbox_url),
        ("Koordinatorens overblik (Temporal)", settings.ui_url),
        ("Sekretariatets konsol", settings.base_url),
    ]
    if link := _sign_in_link(settings):
        lines.append(("Log ind i konsollen (virker én gang, i 15 minutter)", link))
    console.print()
    for title, url in lines:
        console.print(f"[bold]{title}[/]\n  {url}", soft_wrap=True)
    console.print("\nCtrl-C stopper alt.")


def _sign_in_link(settings: Settings) -> str | None:
    with dependencies.opened(settings) as database:
        try:
            return f"{settings.base_url}/log-ind/{mint_sign_in(database, OFFICER, dependencies.now())}"
        except StaffError:
            return None  # nobody of that address: an office with staff of its own
