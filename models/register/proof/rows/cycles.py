"""How far cycles have come: phase, days and publicity are what the newest entry about them says."""

from collections.abc import Iterator, Mapping
from typing import Final

from sqlmodel import Session, select

from models.register.chain import Fact
from models.register.proof.entries import Entry, Telling
from models.register.proof.mirrors import as_fact
from models.tables import Cycle
from workflows.rules.requests import RequestKind

Said = dict[str, Fact]
_TELLS: Final[Mapping[str, tuple[str, str]]] = {
    "phase": ("phase", "new_phase"),
    RequestKind.PUBLIC_STATUS: ("is_public", "is_public"),
    RequestKind.ADOPTION_PLAN: ("adoption_on", "new_date"),
    RequestKind.DEADLINE: ("approval_deadline", "new_deadline"),
}


def faults_in_cycles(session: Session, telling: Telling) -> Iterator[str]:
    """Give each cycle that says something else than the newest entries about it, as Danish sentences.

    Days that were said at the start, and never moved, stand in no entry.
    """
    rows = {row.id: row for row in session.exec(select(Cycle))}
    said: dict[str, Said] = {row.id: {"phase": row.start_phase.value, "is_public": False} for row in rows.values()}
    for told in telling.of_kind(*_TELLS):
        column, fact = _TELLS[told.kind]
        row = rows.get(told.cycle_id)
        if row is None:
            yield f"Post {told.seq}: forløbet {told.cycle_id} mangler."
        elif column == "approval_deadline" and not _is_the_agreements(told, row):
            said[row.id].pop(column, None)
        else:
            said[row.id][column] = told.facts.get(fact)
    for row in rows.values():
        for column, value in said[row.id].items():
            if as_fact(getattr(row, column)) != value:
                yield f"Forløbet {row.id} siger noget andet end posterne (»{column}«)."


def _is_the_agreements(told: Entry, row: Cycle) -> bool:
    """Tell whether a moved deadline is surely the agreement's: one of an earlier stage is not."""
    return "round" not in told.facts or len(row.definition["stages"]) == 1
