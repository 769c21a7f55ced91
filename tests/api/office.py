"""An office to test pages in: a seeded store, a register that records when told, an engine that notes calls."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlmodel import col, select

from activities.dry_run import DryRun
from activities.store_register import StoreRegister
from api.app import create_app
from api.authentication import COOKIE, csrf_token
from api.dependencies import Dependencies
from api.limits import Allowance, Limited, Limits
from cli.rehearsal.for_the_web import OneAtATime
from models.access.links import LinkSigner
from models.access.staff import Role, add_staff, mint_sign_in, staff_by_email, use_sign_in
from models.access.tokens import TokenScope, create_token
from models.agreements.cycles import create_cycle
from models.agreements.documents import inspect
from models.agreements.starting import NewCycle
from models.agreements.versions import NewVersion, add_version
from models.store.database import Database
from models.tables import Body, BodyKind, Contact, Invitation, Request, RequestResult, metadata
from workflows.contracts.cycles import AgreementCycleInput
from workflows.contracts.letters import LetterInput
from workflows.contracts.requests import Delivery, RecordRequest
from workflows.contracts.rounds import RoundRef
from workflows.temporal.client import Engine, EngineAway

SQLITE_ONLY = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
CYCLE = "sundhedsaftale-nordjylland-2028"
PUBLIC_URL = "http://testserver"
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
REASON = "Overgangsordning efter reformen"
NEW_CYCLE: dict[str, Any] = {
    "kind": "sundhedsaftale",
    "region": "1081",
    "title": "Sundhedsaftalen 2028-2031",
    "period_start": "2028-01-01",
    "period_end": "2031-12-31",
    "approval_deadline": "2026-05-01",
    "start_phase": "godkendelse",
    "out_of_basis_reason": REASON,
}
ANSWER = {
    "outcome": "approved",
    "decided_by": "council",
    "meeting_date": "2026-03-01",
    "agenda_item": "7",
    "decision_text": "Indstillingen godkendt.",
    "reported_by": "Byrådssekretariatet",
}


class NotedEngine(Engine):
    """An engine that notes what it is told; `is_away` makes it like one that does not answer.

    With `takes_letters` off it answers, and fails when a letter is ordered.
    """

    def __init__(self) -> None:
        super().__init__(self._never)
        self.is_away = False
        self.takes_letters = True
        self.started: list[AgreementCycleInput] = []
        self.delivered: list[tuple[str, Delivery, int, str]] = []
        self.letters: list[tuple[LetterInput, str]] = []

    async def _never(self) -> Any:
        raise RuntimeError("no server")

    async def start(self, cycle: AgreementCycleInput) -> None:
        self._answer()
        self.started.append(cycle)

    async def deliver(self, cycle_id: str, delivery: Delivery, *, round_number: int, party_name: str) -> None:
        self._answer()
        self.delivered.append((cycle_id, delivery, round_number, party_name))

    async def send_letter(self, letter: LetterInput, *, workflow_id: str) -> None:
        self._answer()
        if not self.takes_letters:
            raise EngineAway
        self.letters.append((letter, workflow_id))

    async def is_up(self) -> bool:
        return not self.is_away

    def _answer(self) -> None:
        if self.is_away:
            raise EngineAway


@dataclass
class Office:
    """The store, the app and whom it talks to."""

    database: Database
    now: datetime = NOW
    engine: NotedEngine = field(default_factory=NotedEngine)
    signer: LinkSigner = field(default_factory=lambda: LinkSigner(["test-key"]))
    cycle: str = CYCLE
    limits: Limits = field(default_factory=lambda: Limits({}))
    """Tests knock as often as they like, but those that say otherwise."""

    def __post_init__(self) -> None:
        self.deps = Dependencies(
            database=self.database,
            engine=self.engine,
            signer=self.signer,
            rehearser=OneAtATime(self.database),
            previewer=DryRun(
                self.database,
                public_url=PUBLIC_URL,
                sender="Aftalehjulet <aftaler@rn.example>",
                clock=lambda: self.now,
            ),
            public_url=PUBLIC_URL,
            temporal_ui_url="http://temporal.example",
            csrf_secret="csrf-key",
            clock=lambda: self.now,
            limits=self.limits,
        )
        self.app = create_app(self.deps)
        self.register = StoreRegister(self.database, lambda: self.now)

    def allow(self, allowances: Mapping[Limited, Allowance]) -> None:
        """Be as patient as this, and no more."""
        self.limits = Limits(allowances)
        self.deps = replace(self.deps, limits=self.limits)
        self.app = create_app(self.deps)

    def client(self) -> TestClient:
        return TestClient(self.app, base_url=PUBLIC_URL, follow_redirects=False)

    def ask(self, path: str, form: dict[str, Any], *, files: Any = None) -> Any:
        """Post a form of the console as the secretariat, and have it recorded."""
        client = self.signed_in(Role.SECRETARIAT)
        answer = client.post(f"/forloeb/{self.cycle}/{path}", data=form | {"csrf": self.csrf(client)}, files=files)
        self.record_all()
        return answer

    def signed_in(self, role: Role) -> TestClient:
        client = self.client()
        client.cookies.set(COOKIE, self.cookie(role))
        return client

    def csrf(self, client: TestClient) -> str:
        return csrf_token("csrf-key", client.cookies[COOKIE])

    def seed(self) -> None:
        """Fill the directory, unless that was done."""
        with self.database.read() as session:
            if session.exec(select(Contact)).first():
                return
        self.add_contacts()

    def add_contacts(self) -> None:
        asked = (BodyKind.MUNICIPAL_COUNCIL, BodyKind.REGIONAL_COUNCIL, BodyKind.KKR, BodyKind.SECRETARIAT)
        with self.database.write() as session:
            for body in session.exec(select(Body).where(col(Body.kind).in_(asked))):
                mailbox = f"{body.code}@raad.example"
                session.add(
                    Contact(body_code=body.code, name="Sekretariatet", mailbox=mailbox, main_mailbox=mailbox)
                )

    def begin_without_version(self, **changes: Any) -> str:
        """Start a cycle that has no text yet."""
        new = NewCycle.model_validate(NEW_CYCLE | changes)
        return create_cycle(self.database, new, today=TODAY, at=self.now).id

    def begin(self, **changes: Any) -> str:
        """Start a cycle with a version."""
        cycle = self.begin_without_version(**changes)
        add_version(
            self.database,
            cycle,
            NewVersion(label="Endelig udgave"),
            inspect(PDF, "Sundhedsaftale.pdf"),
            made_by="system",
            at=self.now,
        )
        self.record_all()
        return cycle

    def open_round(self, **changes: Any) -> str:
        """Start a cycle with a version, and put it to the councils."""
        cycle = self.begin(**changes)
        self.register.open_round(RoundRef(cycle, 1))
        return cycle

    def record_all(self) -> None:
        """Record whatever waits in the inbox, as the engine would."""
        with self.database.read() as session:
            done = select(RequestResult.request_id)
            waiting = session.exec(
                select(Request).where(col(Request.id).not_in(done)).order_by(col(Request.id))
            ).all()
        for request in waiting:
            self.register.record(RecordRequest(request.id or 0, request.cycle_id))

    def token(self, party: str = "825", *, generation: int | None = None) -> str:
        """Return a council's link token: Læsø's, unless another party is named."""
        with self.database.read() as session:
            row = session.exec(
                select(Invitation).where(Invitation.party == party).order_by(col(Invitation.id))
            ).first()
        assert row is not None
        assert row.id is not None
        return self.signer.token(row.id, generation or row.generation)

    def cookie(self, role: Role) -> str:
        address = f"{role.value}@sekretariat.example"
        with self.database.read() as session:
            is_known = staff_by_email(session, address) is not None
        if not is_known:
            add_staff(self.database, address, "Kontoret", role)
        return use_sign_in(self.database, mint_sign_in(self.database, address, self.now), self.now)

    def bearer(self, role: Role) -> dict[str, str]:
        scope = TokenScope.WRITE if role is Role.SECRETARIAT else TokenScope.READ
        token = create_token(self.database, f"program-{role.value}", scope, self.now)
        return {"Authorization": f"Bearer {token}"}

    def measuring(self) -> dict[str, str]:
        token = create_token(self.database, "målinger", TokenScope.METRICS, self.now)
        return {"Authorization": f"Bearer {token}"}


def contents(database: Database) -> dict[str, list[str]]:
    """Return all that lies in the database, table by table."""
    with database.read() as session:
        return {
            table.name: sorted(str(row) for row in session.connection().execute(table.select()))
            for table in metadata.sorted_tables
        }
