"""A municipality with the exported register and the prover, and nothing else of ours."""

import json
import shutil
import subprocess
import sys
import zipfile
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

from models.register import append, head, write_export
from models.register.export import VERIFIER
from models.store.database import Database
from tests.models.register.chaining import NOON
from tests.waiting import PATIENCE

CYCLE: Final = "sundhedsaftale-nordjylland-2028"
DOCUMENT: Final = b"%PDF-1.7 aftalen"


def handed_out(database: Database, made: Path) -> Path:
    """Return a new folder with the prover and the register, after a version (6) and an answer of 851 (7)."""
    with database.write_in_turn() as session:
        facts: dict[str, Any] = {"version": 1, "sha256": sha256(DOCUMENT).hexdigest(), "parts": ["b" * 64]}
        append(session, kind="version", cycle_id=CYCLE, facts=facts, texts={"label": "endelig"}, at=NOON)
        answer = {"reported_by": "Maren Testperson", "remarks": "Se bilaget."}
        append(session, kind="answer", cycle_id=CYCLE, facts={"party": "851"}, texts=answer, at=NOON)
    made.mkdir()
    shutil.copy(VERIFIER, made)
    export(database, made / "register.zip")
    return made


def export(database: Database, target: Path, *, party: str = "") -> None:
    with target.open("wb") as file:
        assert write_export(database, file, party=party) >= 7


def prove(folder: Path, *arguments: str) -> SimpleNamespace:
    """Run the prover as a municipality does: no packages but Python's own, nothing of ours."""
    command = [sys.executable, "-I", "-S", VERIFIER.name, *arguments]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False
    )
    return SimpleNamespace(code=done.returncode, said=done.stdout + done.stderr)


def receipt(database: Database, path: Path) -> None:
    """Save a receipt that bears the head as it is now."""
    with database.read() as session:
        newest = head(session)
    said = f"Svaret er nr. 2 i registret. Det slutter med nr. {newest.seq}: {newest.hash}. Gem mailen på sagen."
    message = EmailMessage(policy=SMTP)
    message["Subject"] = "Kvittering: Læsø Kommune"
    message.set_content(f"Til Læsø Kommune\n\n{said}\n\nVenlig hilsen\n")
    message.add_alternative(f"<p>{said}</p>", subtype="html")
    path.write_bytes(message.as_bytes() if path.suffix == ".eml" else f"> {said}".encode())


def lines(archive: Path) -> list[dict[str, Any]]:
    with zipfile.ZipFile(archive) as zipped:
        return [json.loads(line) for line in zipped.read("register.jsonl").splitlines()]


def rewrite(folder: Path, rows: list[dict[str, Any]]) -> None:
    (folder / "register.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))


def shorten(texts: list[dict[str, str]]) -> None:
    """Move the first word of the answer's remarks to their salt: the digest still fits."""
    texts[0] |= {"salt": texts[0]["salt"] + b"Se ".hex(), "text": "bilaget."}
