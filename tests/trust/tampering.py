"""R9: registers that somebody tampered with are found by the prover that a municipality runs."""

import importlib.util
import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from random import Random
from tempfile import TemporaryDirectory
from types import ModuleType

from sqlmodel import col, select

from models.database import Database
from models.register import ErasureBasis, erase
from models.register.export import VERIFIER, exported_lines
from models.tables import SealedText
from tests.activities.records import Records
from tests.trust.figures import Figure
from tests.trust.forging import FORGERIES, Forger, Row, rechained
from tests.trust.real_register import lived_in, new_store

WITNESS_EVERY = 10
ERASE_EVERY = 10
Heads = list[tuple[int, str, str]]


@dataclass(frozen=True, slots=True)
class Exported:
    """A register as exported, and how it ended when receipts were sent."""

    rows: list[Row]
    heads: Heads


def tampered_registers(count: int, *, seed: int = 9) -> Figure:
    """Tamper with a real register `count` times, in equal shares of all ways, and erase by right in between."""
    chance = Random(seed)  # noqa: S311  # the same forgeries each time
    prover = verifier()
    found = erasures = alarms = 0
    with TemporaryDirectory() as folder:
        database = new_store(f"sqlite:///{folder}/register.db")
        records = lived_in(database)
        exported = _exported(database, [])
        alarms += _is_found(prover, exported.rows, exported.heads)
        for number, forgery in zip(range(count), _in_turn(), strict=False):
            if number % ERASE_EVERY == 0:
                _erase_one(records, chance)
                exported = _exported(database, exported.heads)
                erasures += 1
                alarms += _is_found(prover, exported.rows, exported.heads)
            forged = forgery(deepcopy(exported.rows), chance)
            assert forged != exported.rows, "nothing was tampered with"
            found += _is_found(prover, forged, exported.heads)
        database.close()
    return Figure(
        "R9",
        "forfalskede registre fundet (rettet, slettet, indsat, ombyttet, afkortet, ombyttede versioner)",
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


def _in_turn() -> Iterator[Callable[[list[Row], Random], list[Row]]]:
    """Give each forgery without, then with the chain recomputed after it, for ever."""
    while True:
        for forgery in FORGERIES:
            yield forgery
            yield _recomputed(forgery)


def _recomputed(forgery: Forger) -> Forger:
    return lambda rows, chance: rechained(forgery(rows, chance))


def _exported(database: Database, heads: Heads) -> Exported:
    with database.snapshot() as session:
        rows = [json.loads(line) for line in exported_lines(session)]
    assert len({json.loads(row["canonical"])["kind"] for row in rows}) > 10
    seen = {seq for seq, _, _ in heads}
    new = [row for row in rows if row["seq"] % WITNESS_EVERY == 0 or row is rows[-1]]
    return Exported(
        rows, heads + [(row["seq"], row["hash"], "kvittering.eml") for row in new if row["seq"] not in seen]
    )


def _is_found(prover: ModuleType, rows: list[Row], heads: Heads) -> bool:
    proof = prover.Proof(list(heads))
    for row in rows:
        proof.take(json.dumps(row))
    proof.finish({})
    return bool(proof.faults)


def _erase_one(records: Records, chance: Random) -> None:
    """Erase one text by right, now and then leaving a shorter one in its place."""
    with records.database.write_in_turn() as session:
        kept = session.exec(
            select(SealedText).where(col(SealedText.text).is_not(None)).order_by(SealedText.digest)
        )
        seal = chance.choice(kept.all())
        instead = chance.choice(["", (seal.text or "")[:-1]])
        erase(session, {seal.digest: instead}, at=records.now, basis=ErasureBasis.REQUEST)
