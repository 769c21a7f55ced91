"""The scenes of the gallery: what has happened in each store before its pages are looked at."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import text
from sqlmodel import select

from api.limits import Allowance, Limited
from models.access.staff import Role, SignInStep, note_attempt
from models.access.tokens import TokenScope, create_token, revoke_token
from models.agreements.documents import inspect
from models.agreements.versions import NewVersion, add_version
from models.meetings import import_meetings
from models.tables import Contact, Decision, DeskTask, TaskKind
from tests.api import asking
from tests.api.office import ANSWER, NOW, PDF, TODAY, Office
from tests.pages.filling import send
from workflows.contracts.cycles import EnterPhase
from workflows.contracts.rounds import RoundRef
from workflows.rules.course.phases import Phase
from workflows.rules.inquiries import InquiryKind

COUNCILS = ("773", "787", "810", "813", "820", "825", "840", "846", "849", "851", "860", "1081")
TOLD: dict[str, dict[str, Any]] = {
    "825": {"outcome": "rejected", "closed_item": "ja"},
    "851": {"minutes_url": "https://kommune.example/referater/" + "lang-adresse-uden-mellemrum/" * 4},
    "810": {"decided_by": "chair"},
    "773": {"outcome": "noted"},
    "787": {"outcome": "postponed", "next_meeting_date": "2026-04-27"},
    "846": {"outcome": "approved_with_remarks", "remarks": "Rådet lægger vægt på det nære. " * 20},
}
PLANNED = {"planned_meeting_date": "2026-03-30", "committee_date": "2026-03-10", "contact_confirmed": "ja"}
LONG_WORD = "Sundhedsaftaleudmøntningsplanlægningskoordineringsgruppemøde"
RAMMEAFTALE = {"kind": "rammeaftale", "period_end": "2029-12-31", "out_of_basis_reason": ""}
JUDGED = {
    "answer": "1",
    "paragraph": "Afsnit 3",
    "text": "Nævn øer",
    "verdict": "not_taken_in",
    "reason": "Står der",
}


@dataclass(frozen=True)
class Scene:
    """What is done to an office whose clock stands at `now`."""

    seed: Callable[[Office], object]
    now: datetime = NOW


def tell(office: Office, party: str, **changes: Any) -> str:
    """Let a council report through its link, and return where its receipt is."""
    return send(office.client(), f"/b/{office.token(party)}/beslutning", ANSWER | changes)


def _nothing(office: Office) -> None:
    office.cookie(Role.SECRETARIAT)  # somebody who may sign in


def _unreached(office: Office) -> None:
    """Two councils and the secretariat of the region cannot be written to yet."""
    with office.database.write() as session:
        for body in ("raad-825", "raad-851", "sekretariat-1081"):
            session.delete(session.get_one(Contact, body))


def _meetings(office: Office) -> None:
    rows = ["Læsø;råd;2026-05-20", "Læsø;råd;2026-06-24", "Morsø;råd;2026-09-15", "Rebild;råd;2026-06-17"]
    import_meetings(office.database, "\n".join(["kommune;niveau;dato", *rows]), today=TODAY)


def _round(office: Office) -> None:
    """A round in its middle: six have answered, one plans, one answered twice, one is not recorded yet."""
    office.open_round()
    for party, changes in TOLD.items():
        tell(office, party, **changes)
    send(office.client(), f"/b/{office.token('820')}", PLANNED)
    office.record_all()
    office.ask("moededatoer", {"party": "840", "planned_meeting_date": "2026-04-01"})
    office.ask("frist", {"deadline": "2026-06-01", "reason": "Sommer"})
    office.ask("opkald", {"party": "860", "note": f"Sagen er på vej. {LONG_WORD}", "quiet_until": "2026-05-04"})
    office.ask("versioner", {"label": "Rettet", "reason": "Slåfejl", "editorial": "ja"}, files=_file(b"% 2\n"))
    office.client().post(f"/b/{office.token('851')}", data=ANSWER | {"outcome": "rejected"})
    office.ask("offentlig-status", {"is_public": "true"})
    office.record_all()
    tell(office, "860")


def _file(end: bytes = b"") -> dict[str, Any]:
    return {"file": ("aftale.pdf", PDF + end)}


def _tasks(office: Office) -> None:
    """A desk with a task of every kind."""
    office.open_round(title=f"Sundhedsaftalen 2028-2031 om {LONG_WORD}")
    tell(office, "825", outcome="rejected")
    office.record_all()
    with office.database.write() as session:
        for kind in TaskKind:
            task = DeskTask(key=f"t/{kind}", kind=kind, cycle_id=office.cycle, opened_at=office.now)
            task.round, task.party = 1, "825"
            session.add(task)


def _unplanned(office: Office) -> None:
    """A round that was sent out a month ago, and two told of a meeting."""
    office.open_round()
    office.now += timedelta(days=30)
    for party in ("840", "851"):
        office.ask("moededatoer", {"party": party, "planned_meeting_date": "2026-04-20"})


def _fallen(office: Office) -> None:
    office.open_round()
    office.ask("nyt-link", {"party": "825", "reason": "spærret"})
    office.ask("luk-runde", {"reason": "Teksten skal ændres"})


def _shown(office: Office) -> None:
    _in(Phase.DRAFTING)(office)
    office.ask("offentlig-status", {"is_public": "true"})


def _settled(office: Office) -> None:
    office.open_round()
    for party in COUNCILS:
        tell(office, party)
    office.record_all()
    office.register.settle_round(RoundRef(office.cycle, 1))
    office.register.enter_phase(EnterPhase(office.cycle, Phase.CONFIRMATION))


def _checked(office: Office) -> None:
    _settled(office)
    with office.database.read() as session:
        decisions = list(session.exec(select(Decision.id)))
    office.ask("kontroller", {"decision": decisions})


def _staged(office: Office) -> None:
    office.cycle = office.begin_without_version(**RAMMEAFTALE, title="Rammeaftalen 2028-2029")
    first, second = inspect(PDF, "styring.pdf"), inspect(PDF + b"% 2\n", "udvikling.pdf")
    label = NewVersion(label="Endelig udgave")
    add_version(office.database, office.cycle, label, first, parts=(second,), made_by="system", at=office.now)
    office.record_all()
    office.register.enter_phase(EnterPhase(office.cycle, Phase.APPROVAL))
    office.register.open_round(RoundRef(office.cycle, 1))


def _hearing(office: Office) -> None:
    """A hearing: one answer judged, one replaced, one on behalf of others, one without remarks."""
    asking.hear(office)
    post = {"inquiry": asking.HEARING, "party": "813", "on_behalf_of": "860\n840"}
    office.ask("hoeringssvar", asking.HEARING_ANSWER | post)
    office.ask("bemaerkning", JUDGED)
    office.ask(
        "hoeringssvar", {"inquiry": asking.HEARING, "party": "787", "has_no_remarks": "on", "reported_by": "B"}
    )
    for said in (f"Vi savner {LONG_WORD}.", "Vi har tænkt os om."):
        send(office.client(), _link(office, "h", asking.HEARING), asking.HEARING_ANSWER | {"text": said})
        office.record_all()
    send(office.client(), _link(office, "h", asking.HEARING, "851"), asking.HEARING_ANSWER)


def _late_hearing(office: Office) -> None:
    asking.hear(office)
    office.now += timedelta(days=100)
    asking.close(office, asking.HEARING, InquiryKind.HEARING)
    office.register.enter_phase(EnterPhase(office.cycle, Phase.ADOPTION))


def _ended_hearing(office: Office) -> None:
    asking.hear(office)
    asking.close(office, asking.HEARING, InquiryKind.HEARING)
    office.register.enter_phase(EnterPhase(office.cycle, Phase.CLOSED))


def _contacts(office: Office) -> None:
    asking.check_contacts(office)
    send(office.client(), _link(office, "k", asking.CONTACTS), asking.CONTACT_CHECK)
    office.record_all()


def _closed_contacts(office: Office) -> None:
    _contacts(office)
    asking.close(office, asking.CONTACTS, InquiryKind.CONTACT_ROUND)


def _status(office: Office) -> None:
    token = asking.ask_status(office)
    send(office.client(), f"/o/{token}", asking.STATUS_REPORT)
    office.record_all()
    owner = {"title": LONG_WORD, "owner": "1081", "milestones": "Aftale; 1.6.2028\nDrift; 2029-01-01"}
    office.ask("indsats", owner)


def _closed_status(office: Office) -> None:
    _status(office)
    asking.close(office, asking.STATUS, InquiryKind.STATUS_ROUND)


def _link(office: Office, room: str, slug: str, party: str = "825") -> str:
    return f"/{room}/{asking.token_of(office, slug, party)}"


def _in(phase: Phase) -> Callable[[Office], None]:
    def seed(office: Office) -> None:
        office.begin(start_phase="udarbejdelse")
        office.register.enter_phase(EnterPhase(office.cycle, phase))

    return seed


def _authority(office: Office) -> None:
    _in(Phase.SUBMISSION)(office)
    office.ask("myndighed", {"step": "submitted", "happened_on": "1.3.2026", "text": "Sendt med alle bilag."})


def _evaluated(office: Office) -> None:
    _in(Phase.EVALUATION)(office)
    office.ask("evaluering", {"kind": "midway", "made_on": "1.3.2026", "text": "Halvvejs."})


def _away(office: Office) -> None:
    office.open_round()
    office.ask("nyt-link", {"party": "825", "reason": "spærret"})
    office.engine.is_away = True


def _knocking(office: Office) -> None:
    office.open_round()
    office.allow(dict.fromkeys(Limited, Allowance(0)))


def _programs(office: Office) -> None:
    for role in Role:
        office.cookie(role)
    for step in SignInStep:
        note_attempt(office.database, step, office.now, staff_id=None if step is SignInStep.UNKNOWN else 1)
    for name, scope in ((f"esdh-{LONG_WORD}", TokenScope.WRITE), ("målinger", TokenScope.METRICS)):
        create_token(office.database, name, scope, office.now)
    create_token(office.database, "opslagstavlen", TokenScope.READ, office.now, life=timedelta(0))
    create_token(office.database, "det gamle", TokenScope.READ, office.now)
    revoke_token(office.database, "det gamle", office.now)


def _broken(office: Office) -> None:
    office.open_round()
    _spoil(office, "UPDATE cycle SET definition = '{'")


def _gone(office: Office) -> None:
    _spoil(office, "PRAGMA foreign_keys=OFF", "ALTER TABLE cycle RENAME TO gone")


def _spoil(office: Office, *statements: str) -> None:
    with office.database.write() as session:
        for statement in statements:
            session.connection().execute(text(statement))


SCENES = {
    "nothing": Scene(_nothing),
    "meetings": Scene(_meetings),
    "unreached": Scene(_unreached),
    "present": Scene(_nothing, now=datetime.now(UTC)),
    "round": Scene(_round),
    "tasks": Scene(_tasks),
    "unplanned": Scene(_unplanned),
    "fallen": Scene(_fallen),
    "settled": Scene(_settled),
    "checked": Scene(_checked),
    "staged": Scene(_staged),
    "drafting": Scene(_shown),
    "adopting": Scene(_in(Phase.ADOPTION)),
    "hearing": Scene(_hearing),
    "late hearing": Scene(_late_hearing),
    "ended hearing": Scene(_ended_hearing),
    "contacts": Scene(_contacts),
    "closed contacts": Scene(_closed_contacts),
    "authority": Scene(_authority),
    "in force": Scene(_in(Phase.ENTRY_INTO_FORCE)),
    "status": Scene(_status),
    "closed status": Scene(_closed_status),
    "evaluated": Scene(_evaluated),
    "away": Scene(_away),
    "knocking": Scene(_knocking),
    "programs": Scene(_programs),
    "broken": Scene(_broken),
    "gone": Scene(_gone),
}
