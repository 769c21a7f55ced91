"""Lays the imagined cycles in at the first start, once; a start that was cut off goes on where it was."""

import secrets
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from typing import Final

import httpx
from rich.console import Console

from cli import dependencies
from cli.embedded.demo.client import DemoClient
from cli.embedded.demo.scenes import Scene, just_sent_out, lived_in
from cli.errors import CommandError
from cli.settings import Settings
from models.access.staff import Role, StaffError, add_staff
from models.access.tokens import TokenScope, create_token, revoke_token
from models.calendar import local_day
from models.directory import PartyBody, contact_of, import_contacts, note_meetings, party_bodies, region_by_code
from models.queries.cycle.overview import cycle_lines
from models.store.database import Database
from workflows.rules.kinds import PartySelector

HERE: Final = Path(__file__).parent
DOCUMENT: Final = HERE / "sundhedsaftale-eksempel.pdf"
CONTACTS: Final = HERE / "contacts.csv"
OFFICER: Final = "sekretariat@demo.example"
COORDINATOR: Final = "koordinator@demo.example"
DONE: Final = "done"


def offer_demo(settings: Settings, console: Console) -> None:
    """Lay the two cycles in, unless that was done or the office has begun by itself.

    A start that was cut off goes on, by the dates of its first day.
    """
    note = settings.data_dir / "demo.state"
    state = note.read_text() if note.exists() else ""
    with dependencies.opened(settings) as database:
        if state == DONE or (not state and _has_cycles(database)):
            return
        first_day = date.fromisoformat(state) if state else local_day(dependencies.now())
        note.write_text(first_day.isoformat())
        try:
            _play(settings, database, console, first_day)
        except CommandError as trouble:
            _tell_unfinished(console, str(trouble))
        except httpx.HTTPError:  # a part fell meanwhile, and is raised again when the house is open
            _tell_unfinished(console, "Web eller postkasse svarer ikke. Se loggen for web.")
        else:
            note.write_text(DONE)


def _tell_unfinished(console: Console, why: str) -> None:
    console.print("  [yellow]![/] De tænkte eksempler blev ikke færdige:", end=" ")
    console.print(why, markup=False)


def _play(settings: Settings, database: Database, console: Console, today: date) -> None:
    _people(database)
    token_name = f"demo-{secrets.token_hex(4)}"
    token = create_token(database, token_name, TokenScope.WRITE, dependencies.now())
    try:
        with closing(DemoClient(settings, token)) as client:
            for scene in (just_sent_out(today), lived_in(today)):
                _act(database, client, scene)
                console.print(f"  [green]✓[/] Tænkt eksempel: {scene.cycle['title']}, {scene.cycle['region']}")
    finally:
        revoke_token(database, token_name, dependencies.now())


def _act(database: Database, client: DemoClient, scene: Scene) -> None:
    for name, day in scene.meetings.items():
        note_meetings(database, _parties(database, scene.cycle["region"])[name].body_code, [day])
    cycle_id = client.start(dict(scene.cycle), DOCUMENT)
    _answer_as_clerks(database, client, cycle_id, scene)


def _answer_as_clerks(database: Database, client: DemoClient, cycle_id: str, scene: Scene) -> None:
    mailboxes = _mailboxes(database, scene.cycle["region"])
    client.wait_until(cycle_id, lambda cycle: len(cycle["councils"]) == len(mailboxes))
    for name, fields in scene.answers.items():
        link = client.wait_for_link_to(mailboxes[name])
        client.answer(link, {**fields, "nonce": f"demo-{name}"})


def _people(database: Database) -> None:
    import_contacts(database, CONTACTS)
    with suppress(StaffError):
        add_staff(database, OFFICER, "Kim Eksempelsen", Role.SECRETARIAT)
        add_staff(database, COORDINATOR, "Robin Eksempelsen", Role.COORDINATOR)


def _has_cycles(database: Database) -> bool:
    with database.read() as session:
        return bool(cycle_lines(session))


def _mailboxes(database: Database, region: str) -> dict[str, str]:
    parties = _parties(database, region)
    with database.read() as session:
        found = {name: contact_of(session, party.body_code) for name, party in parties.items()}
    return {name: contact.mailbox for name, contact in found.items() if contact}


def _parties(database: Database, region: str) -> dict[str, PartyBody]:
    selector = PartySelector.REGION_AND_MUNICIPALITIES
    with database.read() as session:
        code = region_by_code(session, region).code
        parties = party_bodies(session, region_code=code, selector=selector, on=local_day(dependencies.now()))
    return {party.name: party for party in parties}
