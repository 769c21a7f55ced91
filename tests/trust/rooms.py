"""All rooms that links lead to, in one store and behind one web process, with what a visit must not change."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from sqlmodel import Session, col, func, select

from cli.settings import STORE
from models.access.links import link_path
from models.access.staff import Role, mint_sign_in
from models.directory import seed_directory
from models.kinds import seed_kinds
from models.store.database import Database
from models.store.schema import migrate
from models.tables import Document, Inquiry, Invitation, Request, SignInLink, StaffSession, Table
from tests.api import asking
from tests.api.office import Office
from tests.journey.house import browser, eventually
from tests.machine import free_port
from tests.pages.scenes import tell
from workflows.rules.course.phases import Phase
from workflows.rules.inquiries import InquiryKind

SECRETARIAT: Final = "secretariat@sekretariat.example"
SIGN_IN_LINKS: Final = 8
FOR_LONG: Final = timedelta(days=1)


@dataclass(frozen=True)
class Made:
    """What somebody has made: all that only a person may bring about."""

    requests: int
    documents: int
    sessions: int
    used_links: int

    def beyond(self, before: "Made") -> int:
        """Return how much more there is than before."""
        return sum(after - earlier for after, earlier in zip(astuple(self), astuple(before), strict=True))


@dataclass(frozen=True)
class Rooms:
    """Where the rooms are served, the addresses that went out by mail, and the store behind them."""

    origin: str
    paths: tuple[str, ...]
    store: Path

    def made(self) -> Made:
        with closing(Database(f"sqlite:///{self.store}")) as database, database.read() as session:
            used = select(func.count()).select_from(SignInLink).where(col(SignInLink.used_at).is_not(None))
            return Made(
                requests=_count(session, Request),
                documents=_count(session, Document),
                sessions=_count(session, StaffSession),
                used_links=session.exec(used).one(),
            )


@contextmanager
def open_rooms(folder: Path) -> Iterator[Rooms]:
    """Seed a store with a round, a hearing, a contact round and a status round, and serve it."""
    (folder / "link.key").write_text("test-key")
    url = f"sqlite:///{folder / STORE}"
    migrate(url)
    with closing(Database(url)) as database:
        seed_directory(database)
        seed_kinds(database)
        paths = tuple(_seeded(Office(database, now=datetime.now(UTC))))
    with _web(folder) as origin:
        yield Rooms(origin, paths, folder / STORE)


def _seeded(office: Office) -> Iterator[str]:
    office.seed()
    deadline = (office.now + timedelta(days=120)).date().isoformat()
    office.cycle = office.open_round(approval_deadline=deadline)
    day = (office.now - timedelta(days=3)).date().isoformat()
    yield tell(office, "851", meeting_date=day)
    yield tell(office, "825", meeting_date=day, outcome="postponed", next_meeting_date=deadline)
    office.record_all()
    _ask_the_others(office)
    yield from _links(office)
    for _ in range(SIGN_IN_LINKS):
        office.cookie(Role.SECRETARIAT)
        token = mint_sign_in(office.database, SECRETARIAT, office.now + FOR_LONG, by_mail=True)
        yield f"/log-ind/{token}"


def _ask_the_others(office: Office) -> None:
    asked = (
        ("1082", asking.HEARING, InquiryKind.HEARING, Phase.HEARING),
        ("1083", asking.CONTACTS, InquiryKind.CONTACT_ROUND, Phase.ADOPTION),
        ("1084", asking.STATUS, InquiryKind.STATUS_ROUND, Phase.FOLLOW_UP),
    )
    for region, slug, kind, phase in asked:
        start = "godkendelse" if kind is InquiryKind.STATUS_ROUND else str(phase)
        office.cycle = office.begin(region=region, start_phase=start, approval_deadline=None)
        if kind is InquiryKind.STATUS_ROUND:
            asking.add_initiatives(office)
        asking.ask(office, slug, kind, phase)


def _links(office: Office) -> Iterator[str]:
    with office.database.read() as session:
        kinds = {each.slug: each.kind for each in session.exec(select(Inquiry))}
        for row in session.exec(select(Invitation)):
            token = office.signer.token(row.id or 0, row.generation)
            home = f"/{link_path(kinds.get(row.inquiry), token)}"
            yield home
            yield from (f"{home}/beslutning", f"{home}/sagsfremstilling.docx") if not row.inquiry else ()


@contextmanager
def _web(folder: Path) -> Iterator[str]:
    port = free_port()
    environment = {"AFTALEHJULET_DATA_DIR": str(folder), "AFTALEHJULET_WEB_PORT": str(port)}
    with (folder / "web.log").open("wb") as log:
        command = [sys.executable, "-m", "cli", "web"]
        process = subprocess.Popen(command, env=os.environ | environment, stdout=log, stderr=log)
    origin = f"http://127.0.0.1:{port}"
    try:
        with browser(origin) as web:
            eventually(lambda: web.get("/readyz").is_success, what="the web")
        yield origin
    finally:
        process.kill()
        process.wait()


def _count(session: Session, table: type[Table]) -> int:
    return session.exec(select(func.count()).select_from(table)).one()
