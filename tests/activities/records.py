"""A cycle on the real store: asked through the inbox, recorded by the register itself."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from sqlmodel import Session, col, select

from activities.store_register import StoreRegister
from models.agreements.cases import standings_of_round
from models.agreements.cycles import create_cycle
from models.agreements.documents import NewDocument, inspect
from models.agreements.starting import NewCycle
from models.agreements.versions import NewVersion, add_version
from models.calendar import local_day
from models.directory import import_contacts, party_bodies
from models.inbox.submission import NewRequest, submit
from models.kinds import definition_of, kind_of
from models.register import verify
from models.store.database import Database
from models.tables import Cycle, Decision, DeskTask, Letter, Request, RequestResult, Round, metadata
from request_types import request_type
from workflows.contracts.cycles import EnterPhase
from workflows.contracts.inquiries import ClosedInquiry, InquiryRef, OpenedInquiry
from workflows.contracts.requests import Recorded, RecordRequest
from workflows.contracts.rounds import OpenedRound, RoundRef, StageRef
from workflows.rules.council.standing import Standing
from workflows.rules.course.phases import Phase
from workflows.rules.inquiries import InquiryKind
from workflows.rules.kinds import PartySelector
from workflows.rules.requests import RequestKind

REGION = "1081"
LAESOE, AALBORG = "825", "851"
ANSWER: dict[str, Any] = {
    "outcome": "approved",
    "decided_by": "council",
    "meeting_date": "2027-10-29",
    "agenda_item": "7",
    "decision_text": "Indstillingen tiltrædes.",
    "reported_by": "Anne Eksempel",
}
WHAT_A_REFUSAL_WRITES = {"request_result", "letter"}


def document(number: int = 1) -> NewDocument:
    return inspect(b"%PDF-1.7 version " + str(number).encode() + b"\n%%EOF\n", f"version{number}.pdf")


def contacts(session: Session) -> Iterator[str]:
    yield "code,name,mailbox,main_mailbox,second_mailbox,phone,website"
    yield f"sekretariat-{REGION},Anne Eksempel,ssu@rn.example,,,,"
    selector = PartySelector.REGION_AND_MUNICIPALITIES
    for party in party_bodies(session, region_code=REGION, selector=selector, on=date(2027, 10, 1)):
        yield f"{party.code},,politik@k{party.code}.example,post@k{party.code}.example,,,"


@dataclass
class Records:
    """A cycle that is begun with `start`; `now` (UTC) may be moved."""

    database: Database
    now: datetime = datetime(2027, 11, 1, 9, tzinfo=UTC)
    cycle: str = ""
    _keys: Iterator[int] = field(default_factory=count)

    @property
    def register(self) -> StoreRegister:
        return StoreRegister(self.database, lambda: self.now)

    def start(self, *, phase: Phase = Phase.APPROVAL, **more: Any) -> int:
        """Seed the directory and create the cycle; return the receipt of its start."""
        with self.database.read() as session:
            text = "\n".join(contacts(session))
        assert import_contacts(self.database, text).imported == 13
        said: dict[str, Any] = {
            "kind": "sundhedsaftale",
            "region": REGION,
            "title": "Sundhedsaftalen 2028-2031",
            "period_start": date(2028, 1, 1),
            "period_end": date(2031, 12, 31),
            "start_phase": phase,
            "out_of_basis_reason": "aftalt i SSU",
        }
        created = create_cycle(self.database, NewCycle(**(said | more)), today=local_day(self.now), at=self.now)
        self.cycle = created.id
        return created.receipt.number

    def open(self) -> OpenedRound:
        """Start a cycle, publish its text and open round 1."""
        self.record(self.start())
        assert self.record(self.publish()).version == 1
        return self.open_round()

    def open_round(self, number: int = 1) -> OpenedRound:
        return self.register.open_round(RoundRef(self.cycle, number))

    def reshape(self, **changes: Any) -> None:
        """Give the cycle another kind than its file describes."""
        with self.database.write() as session:
            cycle = session.get_one(Cycle, self.cycle)
            cycle.definition = definition_of(replace(kind_of(cycle.definition), **changes))
            session.add(cycle)

    def open_stage(self, stage: int) -> OpenedRound:
        return self.register.open_stage(StageRef(self.cycle, 1, stage))

    def inquire(self, kind: InquiryKind, slug: str = "") -> OpenedInquiry:
        """Open an inquiry, or see it again."""
        return self.register.open_inquiry(InquiryRef(self.cycle, slug or kind.value, kind))

    def close(self, kind: InquiryKind, slug: str = "") -> ClosedInquiry:
        return self.register.close_inquiry(InquiryRef(self.cycle, slug or kind.value, kind))

    def initiative(self, owner: str, **more: Any) -> None:
        self.granted(RequestKind.INITIATIVE, owner=owner, **({"title": "Fælles udskrivning"} | more))

    def settle(self) -> bool:
        return self.register.settle_round(RoundRef(self.cycle, self.round().number)).is_settled

    def enter(self, phase: Phase) -> None:
        self.register.enter_phase(EnterPhase(self.cycle, phase))

    def publish(self, number: int = 1, **more: Any) -> int:
        """Publish a version and return the receipt."""
        new = NewVersion(label=f"version {number}", **more)
        facts = add_version(self.database, self.cycle, new, document(number), made_by="staff:1", at=self.now)
        return facts.receipt.number

    def post(
        self,
        kind: RequestKind,
        /,
        *,
        party: str = "",
        made_by: str = "",
        round_number: int | None = None,
        inquiry: str = "",
        documents: tuple[NewDocument, ...] = (),
        **payload: Any,
    ) -> int:
        """Put a request into the inbox and return its receipt."""
        about = round_number if round_number is not None else (1 if party and not inquiry else 0)
        asked = NewRequest(
            key=f"key-{next(self._keys)}",
            cycle_id=self.cycle,
            kind=kind,
            payload=request_type(kind).payload.model_validate(payload),
            made_by=made_by or ("link:1" if party else "staff:1"),
            round=about,
            inquiry=inquiry,
            party=party,
        )
        return submit(self.database, asked, at=self.now, documents=documents).number

    def record(self, number: int) -> Recorded:
        return self.register.record(RecordRequest(number, self.cycle))

    def ask(self, kind: RequestKind, /, **more: Any) -> Recorded:
        """Put a request into the inbox and have it recorded."""
        return self.record(self.post(kind, **more))

    def granted(self, kind: RequestKind, /, **more: Any) -> Recorded:
        recorded = self.ask(kind, **more)
        assert recorded.accepted, self.reason(recorded.request)
        return recorded

    def refused(self, kind: RequestKind, /, **more: Any) -> str:
        """Ask for what is refused: nothing changes but the result, and a letter to whom asked by link."""
        number = self.post(kind, **more)
        before = self.contents()
        recorded = self.record(number)
        changed = {name for name, rows in self.contents().items() if rows != before[name]}
        assert not recorded.accepted
        assert "request_result" in changed
        assert changed <= WHAT_A_REFUSAL_WRITES
        return self.reason(number)

    def answer(self, party: str = LAESOE, **more: Any) -> int:
        """Let a council answer, and return the decision's number."""
        self.granted(RequestKind.ANSWER, party=party, **(ANSWER | more))
        with self.database.read() as session:
            newest = select(Decision).where(Decision.party == party).order_by(col(Decision.id).desc())
            number = session.exec(newest).first()
        assert number is not None
        assert number.id is not None
        return number.id

    def everybody_approves(self) -> dict[str, int]:
        """Let all who owe an answer approve; return their decisions by the councils' codes."""
        return {party: self.answer(party) for party, stands in self.standings().items() if stands.is_awaited}

    def check(self, decision: int) -> Recorded:
        return self.granted(RequestKind.CHECK, decision=decision)

    def standings(self, round_number: int = 1) -> dict[str, Standing]:
        with self.database.read() as session:
            return standings_of_round(session, cycle_id=self.cycle, round_number=round_number)

    def round(self, number: int = 1) -> Round:
        with self.database.read() as session:
            return session.get_one(Round, (self.cycle, number))

    def row(self) -> Cycle:
        with self.database.read() as session:
            return session.get_one(Cycle, self.cycle)

    def requests(self) -> list[Request]:
        with self.database.read() as session:
            return list(session.exec(select(Request)))

    def result(self, number: int) -> RequestResult:
        with self.database.read() as session:
            return session.get_one(RequestResult, number)

    def reason(self, number: int) -> str:
        return self.result(number).reason

    def letters(self) -> list[Letter]:
        with self.database.read() as session:
            return list(session.exec(select(Letter).order_by(col(Letter.id))))

    def desk(self) -> list[DeskTask]:
        """Return what lies on the desk."""
        with self.database.read() as session:
            tasks = select(DeskTask).where(col(DeskTask.done_at).is_(None))
            return list(session.exec(tasks.order_by(col(DeskTask.id))))

    def contents(self) -> dict[str, list[str]]:
        """Return every row of every table."""
        with self.database.read() as session:
            found = {
                table.name: sorted(str(tuple(row)) for row in session.connection().execute(table.select()))
                for table in metadata.sorted_tables
            }
        assert found["request"]
        return found

    def proves(self) -> bool:
        with self.database.read() as session:
            return verify(session).is_sound

    def later(self, **more: float) -> None:
        self.now += timedelta(**more)
