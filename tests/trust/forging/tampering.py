"""R9: registers that somebody tampered with are found by the prover that a municipality runs."""

import importlib.util
import json
from random import Random
from tempfile import TemporaryDirectory
from types import ModuleType

from sqlmodel import col, select

from models.register import ErasureBasis, erase
from models.register.export import VERIFIER, exported_lines
from models.store.database import Database
from models.tables import SealedText
from tests.activities.records import LAESOE, Records
from tests.trust.figures import Figure
from tests.trust.forging.attempts import Exported, Heads, in_turn, is_found
from tests.trust.forging.real_register import lived_in, new_store
from tests.trust.forging.rows import lines_of

WITNESS_EVERY = 10
ERASE_EVERY = 10


def tampered_registers(count: int, *, seed: int = 9) -> Figure:
    """Tamper with a real register `count` times, in equal shares of all ways, and erase by right in between."""
    chance = Random(seed)  # noqa: S311  # the same forgeries each time
    prover = verifier()
    found = erasures = alarms = 0
    with TemporaryDirectory() as folder:
        database = new_store(f"sqlite:///{folder}/register.db")
        records = lived_in(database)
        exported = _exported(database, [])
        alarms += _alarms(prover, exported)
        for number, attempt in zip(range(count), in_turn(), strict=False):
            if number % ERASE_EVERY == 0:
                _erase_one(records, chance)
                exported = _exported(database, exported.heads)
                erasures += 1
                alarms += _alarms(prover, exported)
            found += attempt(prover, exported, chance)
        database.close()
    return Figure(
        "R9",
        "forfalskede registre fundet (rettet, slettet, indsat, ombyttet, afkortet, ombyttede versioner; tekster"
        " forkortet, fordoblet, holdt tilbage; ødelagte filer, kvitteringer imod hinanden)",
        "alle; 0 falske alarmer efter sletning",
        f"{found} af {count} fundet; {alarms} falske alarmer efter {erasures} sletninger",
        is_met=found == count and alarms == 0 and erasures > 0,
    )


def verifier() -> ModuleType:
    """Return the prover, read from its file as a municipality has it."""
    spec = importlib.util.spec_from_file_location("efterproev_register", VERIFIER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _exported(database: Database, heads: Heads) -> Exported:
    with database.read() as session:
        rows = [json.loads(line) for line in exported_lines(session)]
        extract = [json.loads(line) for line in exported_lines(session, party=LAESOE)]
    assert len({json.loads(row["canonical"])["kind"] for row in rows}) > 10
    assert {text["state"] for row in extract for text in row["texts"]} >= {"kept", "withheld"}
    seen = {seq for seq, _, _ in heads}
    new = [row for row in rows if row["seq"] % WITNESS_EVERY == 0 or row is rows[-1]]
    witnesses = [(row["seq"], row["hash"], "kvittering.eml") for row in new if row["seq"] not in seen]
    return Exported(rows, extract, heads + witnesses)


def _alarms(prover: ModuleType, exported: Exported) -> int:
    whole = is_found(prover, lines_of(exported.rows), exported.heads)
    return whole + is_found(prover, lines_of(exported.extract), exported.heads, LAESOE)


def _erase_one(records: Records, chance: Random) -> None:
    """Erase one text by right, now and then leaving a shorter one in its place."""
    with records.database.write_in_turn() as session:
        kept = session.exec(
            select(SealedText).where(col(SealedText.text).is_not(None)).order_by(SealedText.digest)
        )
        seal = chance.choice(kept.all())
        instead = chance.choice(["", (seal.text or "")[:-1]])
        erase(session, {seal.digest: instead}, at=records.now, basis=ErasureBasis.REQUEST)
