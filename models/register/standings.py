"""What moves a council's standing, and what was reported of initiatives: each entry has its row."""

from collections.abc import Iterator
from typing import Final

from sqlmodel import Session, select

from models.register.chain import Fact
from models.register.mirrors import as_fact
from models.register.told import Telling, Told
from models.tables import CaseFact, Decision, FactKind, Initiative, MinutesCheck, StatusReport
from workflows.rules.requests import RequestKind

_FACTS_OF: Final = {
    RequestKind.ANSWER.value: FactKind.ANSWERED,
    RequestKind.REOPEN.value: FactKind.ANSWERED,
    RequestKind.RULING.value: FactKind.RULED,
    RequestKind.PROTEST.value: FactKind.PROTESTED,
    RequestKind.PLAN.value: FactKind.PLANNED,
}
CaseRow = tuple[Fact, ...]


def faults_in_standings(session: Session, telling: Telling) -> Iterator[str]:
    """Give what the entries do not tell of councils' cases, checks and reports, as Danish sentences."""
    entry_of = {row.id: row.entry for row in session.exec(select(Decision))}
    yield from _faults_in_cases(session, telling, entry_of)
    yield from _faults_in_lateness(session, telling)
    yield from _faults_in_checks(session, telling, entry_of)
    yield from _faults_in_reports(session, telling)


def _faults_in_cases(session: Session, telling: Telling, entry_of: dict[int | None, int]) -> Iterator[str]:
    told = {each.request: each for each in telling.of_kind(*_FACTS_OF) if _moves(each)}
    rows = {row.request_id: row for row in session.exec(select(CaseFact))}
    for request, entry in told.items():
        row = rows.get(request)
        if row is None:
            yield f"Post {entry.seq}: det, der følger af posten for rådets sag, mangler."
        elif _row(row, entry_of) != _expected(entry):
            yield f"Post {entry.seq}: rådets sag siger noget andet end posten."
    for request in rows.keys() - told.keys():
        yield f"Der er ingen post om det, der er sket i en rådssag ved henvendelse nr. {request}."


def _moves(told: Told) -> bool:
    """Tell whether an entry has a row of the case: a late answer waits, a mere confirmation plans nothing."""
    if told.kind == RequestKind.ANSWER:
        return not told.facts.get("is_late")
    if told.kind == RequestKind.PLAN:
        return bool(told.facts.get("meeting")) or not told.facts.get("contact_confirmed")
    return True


def _row(row: CaseFact, entry_of: dict[int | None, int]) -> CaseRow:
    return (row.kind.value, row.party, entry_of.get(row.decision_id), row.counts, as_fact(row.meeting))


def _expected(told: Told) -> CaseRow:
    decision = told.seq if told.kind == RequestKind.ANSWER else told.facts.get("decision")
    return (
        _FACTS_OF[told.kind].value,
        told.facts.get("party"),
        decision,
        told.facts.get("counts"),
        told.facts.get("meeting"),
    )


def _faults_in_lateness(session: Session, telling: Telling) -> Iterator[str]:
    let_in = {told.number("decision") for told in telling.of_kind(RequestKind.REOPEN)}
    is_late = {
        told.seq: bool(told.facts.get("is_late")) and told.seq not in let_in
        for told in telling.of_kind(RequestKind.ANSWER)
    }
    for row in session.exec(select(Decision)):
        if row.entry in is_late and row.is_late is not is_late[row.entry]:
            yield f"Post {row.entry}: det er ændret, om beslutningen kom efter runden."


def _faults_in_checks(session: Session, telling: Telling, entry_of: dict[int | None, int]) -> Iterator[str]:
    told = {each.request: each for each in telling.of_kind(RequestKind.CHECK)}
    rows = {row.request_id: entry_of.get(row.decision_id) for row in session.exec(select(MinutesCheck))}
    for request, entry in told.items():
        if rows.get(request) != entry.facts.get("decision"):
            yield f"Post {entry.seq}: kontrollen mod referatet mangler eller gælder en anden beslutning."
    for request in rows.keys() - told.keys():
        yield f"Der er ingen post om kontrollen mod referatet ved henvendelse nr. {request}."


def _faults_in_reports(session: Session, telling: Telling) -> Iterator[str]:
    told = {
        (entry.request, int(number)): (entry, progress)
        for entry in telling.of_kind(RequestKind.STATUS_REPORT)
        for number, progress in _statuses(entry)
    }
    joined = select(StatusReport, Initiative).where(Initiative.id == StatusReport.initiative_id)
    rows = {(row.request_id, initiative.number): row for row, initiative in session.exec(joined)}
    for key, (entry, progress) in told.items():
        row = rows.get(key)
        if row is None or not _is_reported(row, entry, key[1], progress, telling):
            yield f"Post {entry.seq}: statusmeldingen om indsats {key[1]} mangler eller siger noget andet."
    for request, number in rows.keys() - told.keys():
        yield f"Der er ingen post om statusmeldingen om indsats {number} ved henvendelse nr. {request}."


def _is_reported(row: StatusReport, entry: Told, number: int, progress: str, telling: Telling) -> bool:
    is_same = row.progress.value == progress and telling.agrees(entry, "reported_by", row.reported_by)
    return is_same and telling.agrees(entry, f"note_{number}", row.note)


def _statuses(told: Told) -> Iterator[tuple[str, str]]:
    for status in str(told.facts.get("statuses") or "").split(","):
        number, colon, progress = status.partition(":")
        if colon and number.isdigit():
            yield number, progress
