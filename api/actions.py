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
from models.requests import read_payload
from workflows.rules.requests import RequestKind

ADDRESS: Final = ("party", "round")


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
    Action(RequestKind.CHECK, "checks", "kontrol", "Kontrolleret mod referatet"),
    Action(RequestKind.RELEASE, "releases", "frigivelse", "Frigiv til godkendelse"),
    Action(RequestKind.DEADLINE, "deadline", "frist", "Flyt fristen"),
    Action(RequestKind.CLOSE_ROUND, "round-closure", "luk-runde", "Luk runden som faldet"),
    Action(RequestKind.CONFIRM, "confirmation", "stadfaestelse", "Registrér stadfæstelse"),
    Action(RequestKind.CANCEL, "cancellation", "annullering", "Annullér forløbet"),
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
    """Check what is asked, put it into the inbox, and have the engine told.

    Raises:
        UnknownCycle, CycleEnded, BadInput, KeyReused: nothing was put there.
    """
    values = {name: value for name, value in asked.values.items() if name not in ADDRESS}
    brought = frozenset(document.sha256 for document in asked.documents)
    with parts.database.read() as session:
        whom = addressee(session, cycle_id=asked.cycle_id, kind=action.kind, values=asked.values, brought=brought)
    payload = read_payload(action.kind, values)
    check_dates(payload, today=parts.today)
    receipt = put(
        parts.database,
        key=asked.key,
        cycle_id=asked.cycle_id,
        kind=action.kind,
        round=whom.round,
        party=whom.party,
        payload=payload,
        made_by=asked.made_by,
        at=parts.clock(),
        documents=asked.documents,
    )
    tell_of_request(parts, tasks, receipt.number)
    return receipt
