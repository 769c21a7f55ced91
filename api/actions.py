"""Everything the office may ask of a cycle: one table, and one way into the inbox for pages and programs alike."""

from dataclasses import dataclass
from typing import Final

from fastapi import BackgroundTasks

from api.background import tell_of_request
from api.parts import Parts
from models.documents import NewDocument
from models.inbox import Receipt, put
from models.judging import check_dates
from models.queries.addressee import addressee
from models.receipts import receipt_of_key
from models.requests import read_payload
from workflows.rules.requests import RequestKind

ADDRESS: Final = ("party", "round", "inquiry")


@dataclass(frozen=True, slots=True)
class Action:
    """Something the office may ask: `path` is its name in the API, `danish` in the console's addresses."""

    kind: RequestKind
    path: str
    danish: str
    button: str


ACTIONS: Final = (
    Action(RequestKind.ANSWER, "answers", "indberetning", "Indberet på rådets vegne"),
    Action(RequestKind.PLAN, "plans", "moededatoer", "Gem mødedatoer"),
    Action(RequestKind.RULING, "rulings", "afklaring", "Gem afklaring"),
    Action(RequestKind.PROTEST, "protests", "indsigelse", "Registrér indsigelse"),
    Action(RequestKind.CONTACT, "contacts", "kontakt", "Skift kontakt og send nyt link"),
    Action(RequestKind.NEW_LINK, "links", "nyt-link", "Send nyt link"),
    Action(RequestKind.LETTER, "letters", "brev", "Send brevet"),
    Action(RequestKind.REOPEN, "reopenings", "genaabning", "Lad svaret gælde"),
    Action(RequestKind.REMINDER, "reminders", "paamindelse", "Send påmindelse nu"),
    Action(RequestKind.CALL, "calls", "opkald", "Notér opkaldet"),
    Action(RequestKind.HEARING_ANSWER, "hearing-answers", "hoeringssvar", "Registrér høringssvaret"),
    Action(RequestKind.CONTACT_CHECK, "contact-checks", "kontaktbekraeftelse", "Registrér bekræftelsen"),
    Action(RequestKind.STATUS_REPORT, "status-reports", "status", "Registrér status"),
    Action(RequestKind.EXTENSION, "extensions", "forlaengelse", "Flyt fristen"),
    Action(RequestKind.CLOSE_INQUIRY, "inquiry-closures", "luk-spoergerunde", "Luk før fristen"),
    Action(RequestKind.REMARK, "remarks", "bemaerkning", "Gem bemærkningen"),
    Action(RequestKind.ADOPTION_PLAN, "adoption-plan", "vedtagelsesdato", "Gem datoen"),
    Action(RequestKind.ADOPTION, "adoption", "vedtagelse", "Registrér vedtagelsen"),
    Action(RequestKind.AUTHORITY, "authority", "myndighed", "Registrér skridtet"),
    Action(RequestKind.INITIATIVE, "initiatives", "indsats", "Gem indsatsen"),
    Action(RequestKind.EVALUATION, "evaluations", "evaluering", "Registrér evalueringen"),
    Action(RequestKind.LAPSE, "lapse", "bortfald", "Lad aftalen bortfalde"),
    Action(RequestKind.CHECK, "checks", "kontrol", "Kontrolleret mod referatet"),
    Action(RequestKind.RELEASE, "releases", "frigivelse", "Frigiv teksten"),
    Action(RequestKind.DEADLINE, "deadline", "frist", "Flyt fristen"),
    Action(RequestKind.CLOSE_ROUND, "round-closure", "luk-runde", "Luk runden som faldet"),
    Action(RequestKind.CONFIRM, "confirmation", "stadfaestelse", "Registrér stadfæstelse"),
    Action(RequestKind.CANCEL, "cancellation", "annullering", "Annullér forløbet"),
    Action(RequestKind.PUBLIC_STATUS, "public-status", "offentlig-status", "Gem"),
    Action(RequestKind.TASK_DONE, "tasks", "opgave", "Afslut opgaven"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks: `key` makes a repeat harmless, `documents` come along."""

    cycle_id: str
    values: dict[str, object]
    key: str
    made_by: str
    documents: tuple[NewDocument, ...] = ()


def act(parts: Parts, tasks: BackgroundTasks, action: Action, asked: Asked) -> Receipt:
    """Check what is asked, put it into the inbox, and have the engine told; a repeat gives the receipt it had.

    Raises:
        UnknownCycle, CycleEnded, BadInput, KeyReused: nothing was put there.
    """
    receipt = _known(parts, action, asked) or _put(parts, action, asked)
    tell_of_request(parts, tasks, receipt.number)
    return receipt


def _known(parts: Parts, action: Action, asked: Asked) -> Receipt | None:
    """Return the receipt of what is asked again: a cycle that has ended since still owes it."""
    with parts.database.read() as session:
        known = receipt_of_key(session, asked.key)
    if known is None:
        return None
    party, inquiry = (str(asked.values.get(name) or "").strip() for name in ("party", "inquiry"))
    if not action.kind.concerns_an_inquiry(inquiry):
        inquiry = ""
        if not action.kind.is_of_a_council:
            party = ""
        elif not party and "decision" in asked.values:  # who names a decision need not name its council
            party = known.party
    payload = read_payload(action.kind, _without_address(asked))
    is_repeat = known.is_repeated_by(action.kind, asked.cycle_id, party, payload, inquiry=inquiry)
    return Receipt(known.number, is_new=False) if is_repeat else None


def _put(parts: Parts, action: Action, asked: Asked) -> Receipt:
    brought = frozenset(document.sha256 for document in asked.documents)
    with parts.database.read() as session:
        whom = addressee(
            session,
            cycle_id=asked.cycle_id,
            kind=action.kind,
            values=asked.values,
            today=parts.today,
            brought=brought,
        )
    payload = read_payload(action.kind, _without_address(asked))
    check_dates(payload, today=parts.today)
    return put(
        parts.database,
        key=asked.key,
        cycle_id=asked.cycle_id,
        kind=action.kind,
        round=whom.round,
        inquiry=whom.inquiry,
        party=whom.party,
        payload=payload,
        made_by=asked.made_by,
        at=parts.clock(),
        documents=asked.documents,
    )


def _without_address(asked: Asked) -> dict[str, object]:
    return {name: value for name, value in asked.values.items() if name not in ADDRESS}
