"""The register as a file that anybody can prove without us: entries as stored, texts, and the prover itself."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final

from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from models.register.proof.entries import told_in
from models.store.database import Database
from models.tables.register import RegisterEntry, SealedText
from workflows.rules.requests import RequestKind

OWN_WORDS: Final = frozenset(
    {
        RequestKind.ANSWER,
        RequestKind.PLAN,
        RequestKind.HEARING_ANSWER,
        RequestKind.CONTACT_CHECK,
        RequestKind.STATUS_REPORT,
    }
)
"""What a party tells itself: of these entries its own export holds the texts."""
VERIFIER: Final = Path(__file__).with_name("efterproev_register.py")
_README: Final = Path(__file__).with_name("laes-mig.txt")
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)  # the same register gives the same bytes
_AT_ONCE: Final = 200
_TEXTS: Final = columns(*(col(getattr(SealedText, name)) for name in ("entry", "field", "digest", "salt", "text")))
Texts = dict[int, list[dict[str, str]]]


def write_export(database: Database, target: IO[bytes], *, party: str = "") -> int:
    """Write the whole register as a ZIP to `target`, which need not be seekable; return how many entries it has.

    `register.jsonl` has a line for each entry: `seq`, `hash`, `canonical` exactly as stored, and `texts` with
    `field`, `digest` and `state`: "kept" (then with `salt` and `text`), "erased", or "withheld". With a `party`
    only what that party told itself is kept; all else is withheld, and `LÆS-MIG.txt` names the party to the
    prover. One block of entries is in memory at a time, and all are of one state of the store.
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive, database.read() as session:
        count = 0
        with archive.open(zipfile.ZipInfo("register.jsonl", _MOMENT), "w", force_zip64=True) as member:
            for line in exported_lines(session, party=party):
                member.write(line.encode() + b"\n")
                count += 1
        for name, content in (("efterproev_register.py", VERIFIER.read_bytes()), ("LÆS-MIG.txt", _readme(party))):
            archive.writestr(zipfile.ZipInfo(name, _MOMENT), content)
    return count


def exported_lines(session: Session, *, party: str = "") -> Iterator[str]:
    """Give the lines of `register.jsonl`, the oldest entry first."""
    own: set[int] = set()
    last = 0
    while block := _block(session, after=last):
        texts = _texts(session, block[0][0], block[-1][0])
        for seq, digest, canonical in block:
            stored = bytes(canonical)
            if party and _is_told_by(party, seq, stored):
                own.add(seq)
            yield json.dumps(
                {
                    "seq": seq,
                    "hash": digest,
                    "canonical": stored.decode("utf-8", "surrogateescape"),
                    "texts": [_handed_out(seq, each, own if party else None) for each in texts.get(seq, ())],
                }
            )
        last = block[-1][0]


def _readme(party: str) -> bytes:
    whose = f" --part {party}" if party else ""
    return _README.read_text(encoding="utf-8").replace("register.jsonl{part}", f"register.jsonl{whose}").encode()


def _block(session: Session, *, after: int) -> list[Any]:
    rows = select(RegisterEntry.seq, RegisterEntry.hash, RegisterEntry.canonical)
    return list(
        session.exec(rows.where(RegisterEntry.seq > after).order_by(col(RegisterEntry.seq)).limit(_AT_ONCE))
    )


def _texts(session: Session, first: int, last: int) -> Texts:
    mine = col(SealedText.entry).between(first, last)
    rows = session.connection().execute(_TEXTS.where(mine).order_by(col(SealedText.field)))
    found: Texts = {}
    for entry, field, digest, salt, text in rows:
        told = {"field": field, "digest": digest}
        is_kept = salt is not None and text is not None
        told |= {"state": "kept", "salt": salt, "text": text} if is_kept else {"state": "erased"}
        found.setdefault(entry, []).append(told)
    return found


def _is_told_by(party: str, seq: int, canonical: bytes) -> bool:
    told = told_in(seq, canonical)
    return told is not None and told.kind in OWN_WORDS and told.facts.get("party") == party


def _handed_out(seq: int, text: dict[str, str], own: set[int] | None) -> dict[str, str]:
    """Return a text as it is handed out; what replaced an erased one is its teller's too."""
    replaced = {int(part) for part in text["field"].split(".") if part.isdecimal()}
    is_own = own is None or not own.isdisjoint({seq, *replaced})
    if is_own or text["state"] == "erased":
        return text
    return {"field": text["field"], "digest": text["digest"], "state": "withheld"}
