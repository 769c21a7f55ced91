"""What stays as it is for as long as anybody has a cycle, a register or a backup, as plain JSON by name.

`python -m tests.golden.written` writes what was not written yet.
"""

import asyncio
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from sqlmodel import Session, col, select

from activities.letters.message import message_id
from models.access.links import LinkSigner, link_path
from models.store.database import Database
from models.tables import DeskTask, Letter, RegisterEntry, Request, RequestResult, SealedText
from request_types import CATALOGUE
from tests.golden.life import lived
from tests.golden.messages import MESSAGES, encoded, filled, names
from tests.trust.forging.real_register import new_store
from tests.upkeep.backing_up import backed_up
from workflows.contracts.letters import LetterOrder
from workflows.rules.inquiries import InquiryKind
from workflows.rules.letters import LetterKind, Recipient

Json = Any
FOLDER: Final = Path(__file__).parent
BACKUP: Final = FOLDER / "backup.zip"
SENDER: Final = "Aftalehjulet <aftaler@rn.example>"
KEY: Final = "prøvenøgle"
CYCLE: Final = "sundhedsaftale-nordjylland-2028"
_OF_DOCUMENTATION: Final = frozenset({"title", "description"})


def of_code() -> dict[str, Json]:
    """Return what follows from the code alone."""
    return {
        "payload_fields": {
            kind.value: _bare(asked.payload.model_json_schema()) for kind, asked in CATALOGUE.items()
        },
        "letter_keys": {kind.value: list(_letter_keys(kind)) for kind in LetterKind},
        "links": _links(),
        "names": names(),
    }


def of_life(database: Database) -> dict[str, Json]:
    """Return what a store holds in which everything was asked."""
    with database.read() as session:
        return {
            "requests": list(_requests(session)),
            "register": list(_register(session)),
            "letters": [_plain(each) for each in session.exec(select(Letter).order_by(col(Letter.id)))],
            "desk_keys": list(session.exec(select(DeskTask.key).order_by(col(DeskTask.id)))),
        }


async def of_messages() -> dict[str, Json]:
    """Return how Temporal keeps a message of each sort."""
    return {"messages": {name: await encoded(filled(kind)) for name, kind in MESSAGES.items()}}


def _bare(schema: Json) -> Json:
    """Leave out what only explains: words may change."""
    if isinstance(schema, list):
        return [_bare(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {name: _bare_part(name, each) for name, each in schema.items() if name not in _OF_DOCUMENTATION}


def _bare_part(name: str, part: Json) -> Json:
    if name == "properties":
        return {field: _bare(each) for field, each in part.items()}
    return sorted(part) if name == "required" else _bare(part)


def _letter_keys(kind: LetterKind) -> Iterator[Json]:
    day = date(2027, 12, 15)
    orders = (
        LetterOrder(kind, CYCLE),
        LetterOrder(kind, CYCLE, round=1, party="825", planned_on=day),
        LetterOrder(kind, CYCLE, round=2, party="1081", request=17),
        LetterOrder(kind, CYCLE, Recipient.MAIN_MAILBOX, round=1, party="825", request=17),
        LetterOrder(kind, CYCLE, Recipient.STAFF, planned_on=day),
        LetterOrder(kind, CYCLE, Recipient.BODY, party="ssu-1081", inquiry="status-2029-1", planned_on=day),
    )
    for order in orders:
        yield {"key": order.key, "message_id": message_id(order.key, sender=SENDER)}


def _links() -> Json:
    signer = LinkSigner([KEY])
    token = signer.token(4711, 2)
    return {
        "token": token,
        "feed": signer.feed_token(CYCLE),
        "paths": [link_path(kind, token) for kind in (None, *InquiryKind)],
    }


def _requests(session: Session) -> Iterator[Json]:
    results = {each.request_id: each for each in session.exec(select(RequestResult))}
    for row in session.exec(select(Request).order_by(col(Request.id))):
        assert row.id is not None
        yield {"request": _plain(row), "result": _plain(results[row.id]) if row.id in results else None}


def _register(session: Session) -> Iterator[Json]:
    texts: dict[int, dict[str, str | None]] = {}
    for seal in session.exec(select(SealedText)):
        texts.setdefault(seal.entry, {})[seal.field] = seal.text
    for entry in session.exec(select(RegisterEntry).order_by(col(RegisterEntry.seq))):
        content = json.loads(entry.canonical)
        # salts and the hashes that follow from them are another chance's each time
        told = {name: content[name] for name in sorted(content) if name not in {"prev", "texts"}}
        sealed = texts.get(entry.seq, {})
        assert sealed.keys() == content["texts"].keys()
        yield _without_digests(told) | {"texts": sealed}


def _without_digests(told: dict[str, Json]) -> dict[str, Json]:
    facts = {name: len(value) if name == "digests" else value for name, value in told["facts"].items()}
    return told | {"facts": facts}


def _plain(row: Any) -> Json:
    return json.loads(row.model_dump_json())


def main() -> None:
    """Write down what is not written yet, from a life on SQLite."""
    with TemporaryDirectory() as folder:
        database = new_store(f"sqlite:///{folder}/store.db")
        lived(database)
        for name, made in (of_code() | asyncio.run(of_messages()) | of_life(database)).items():
            file = FOLDER / f"{name}.json"
            if not file.exists():
                file.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        if not BACKUP.exists():
            backed_up(database, Path(folder))[0].rename(BACKUP)
        database.close()


if __name__ == "__main__":
    main()
