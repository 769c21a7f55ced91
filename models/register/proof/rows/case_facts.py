"""What moved a council's standing: each entry has its one row, in the order of the entries."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from sqlmodel import Session, col, select

from models.register.chain import Fact
from models.register.proof.entries import Entry, Telling
from models.register.proof.mirrors import as_fact
from models.tables import CaseFact, FactKind
from workflows.rules.requests import RequestKind

_FACTS_OF: Final = {
    RequestKind.ANSWER.value: FactKind.ANSWERED,
    RequestKind.REOPEN.value: FactKind.ANSWERED,
    RequestKind.RULING.value: FactKind.RULED,
    RequestKind.PROTEST.value: FactKind.PROTESTED,
    RequestKind.PLAN.value: FactKind.PLANNED,
}
CaseRow = tuple[Fact, ...]


def faults_in_cases(session: Session, telling: Telling, entry_of: Mapping[int, int]) -> Iterator[str]:
    """Give what the entries do not tell of councils' cases, as Danish sentences.

    `entry_of` are the entries of decisions by the decisions' numbers.
    """
    answers = {each.seq: each for each in telling.of_kind(RequestKind.ANSWER)}
    told = {each.request: each for each in telling.of_kind(*_FACTS_OF) if _moves(each)}
    rows = session.exec(select(CaseFact).order_by(col(CaseFact.id))).all()
    by_request = {row.request_id: row for row in rows}
    for request, entry in told.items():
        row = by_request.get(request)
        if row is None:
            yield f"Post {entry.seq}: det, der følger af posten for rådets sag, mangler."
        elif _row(row, entry_of) != _expected(entry, answers):
            yield f"Post {entry.seq}: rådets sag siger noget andet end posten."
    for request, number in Counter(row.request_id for row in rows).items():
        if request not in told:
            yield f"Der er ingen post om det, der er sket i en rådssag ved henvendelse nr. {request}."
        elif number > 1:
            yield f"Post {told[request].seq}: rådets sag siger det samme flere gange."


def _moves(told: Entry) -> bool:
    """Tell whether an entry has a row of the case: a late answer waits, a mere confirmation plans nothing."""
    if told.kind == RequestKind.ANSWER:
        return not told.facts.get("is_late")
    if told.kind == RequestKind.PLAN:
        return bool(told.facts.get("meeting")) or not told.facts.get("contact_confirmed")
    return True


def _row(row: CaseFact, entry_of: Mapping[int, int]) -> CaseRow:
    return (
        row.kind.value,
        row.cycle_id,
        row.round,
        row.party,
        None if row.decision_id is None else entry_of.get(row.decision_id, 0),
        row.counts,
        as_fact(row.meeting),
        as_fact(row.recorded_on),
    )


def _expected(told: Entry, answers: Mapping[int, Entry]) -> CaseRow:
    decision = told.seq if told.kind == RequestKind.ANSWER else told.facts.get("decision")
    about = answers.get(decision, told) if isinstance(decision, int) else told
    return (
        _FACTS_OF[told.kind].value,
        told.cycle_id,
        about.facts.get("round"),
        about.facts.get("party"),
        decision,
        told.facts.get("counts"),
        told.facts.get("meeting"),
        told.day.isoformat(),
    )
