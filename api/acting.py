"""One way into the inbox for pages and programs alike, and a look at what an act would cause."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fastapi import BackgroundTasks

from api.actions import Action
from api.background import tell_of_request
from api.parts import Parts
from models.documents import NewDocument, keep
from models.inbox import NewRequest, Receipt, put
from models.judging import check_dates
from models.queries.addressee import addressee
from models.queries.foreseen import Foreseen
from models.receipts import receipt_of_key
from models.requests import read_payload

ADDRESS: Final = ("party", "round", "inquiry")


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


def act_on_all(parts: Parts, tasks: BackgroundTasks, action: Action, asked: Sequence[Asked]) -> Receipt | None:
    """Ask several things, all or none of them, and return the last one's receipt.

    Raises:
        UnknownCycle, CycleEnded, BadInput, KeyReused: nothing was put there.
    """
    for each in asked:
        if _known(parts, action, each) is None:
            _new_request(parts, action, each)
    receipts = [act(parts, tasks, action, each) for each in asked]
    return receipts[-1] if receipts else None


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


def preview(parts: Parts, action: Action, asked: Asked) -> Foreseen:
    """Tell what would come of it if this were asked now; only documents that came along are kept.

    Raises:
        UnknownCycle, CycleEnded, BadInput: it cannot be asked.
    """
    new = _new_request(parts, action, asked)
    keep(parts.database, asked.documents, at=parts.clock())
    return parts.previewer.foresee(new)


def _put(parts: Parts, action: Action, asked: Asked) -> Receipt:
    new = _new_request(parts, action, asked)
    return put(parts.database, new, at=parts.clock(), documents=asked.documents)


def _new_request(parts: Parts, action: Action, asked: Asked) -> NewRequest:
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
    return NewRequest(
        key=asked.key,
        cycle_id=asked.cycle_id,
        kind=action.kind,
        round=whom.round,
        inquiry=whom.inquiry,
        party=whom.party,
        payload=payload,
        made_by=asked.made_by,
    )


def _without_address(asked: Asked) -> dict[str, object]:
    return {name: value for name, value in asked.values.items() if name not in ADDRESS}
