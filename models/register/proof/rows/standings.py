"""What moves a council's standing, and what was reported of initiatives: each entry has its one row."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from sqlmodel import Session, col, select

from models.register.chain import Fact
from models.register.proof.entries import Entry, Telling
from models.register.proof.mirrors import as_fact
from models.tables import (
    CaseFact,
    Decision,
    FactKind,
    HearingAnswer,
    Initiative,
    MinutesCheck,
    Remark,
    StatusReport,
)
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


def faults_in_standings(session: Session, telling: Telling) -> Iterator[str]:
    """Give what the entries do not tell of councils' cases, checks and reports, as Danish sentences."""
    entry_of = {number: entry for number, entry in session.exec(select(Decision.id, Decision.entry)) if number}
    yield from faults_in_cases(session, telling, entry_of)
    yield from _faults_in_lateness(session, telling)
    yield from _faults_in_checks(session, telling, entry_of)
    yield from _faults_in_reports(session, telling)
    yield from _faults_in_remarks(session, telling)


def _faults_in_lateness(session: Session, telling: Telling) -> Iterator[str]:
    let_in = {told.number("decision") for told in telling.of_kind(RequestKind.REOPEN)}
    is_late = {
        told.seq: bool(told.facts.get("is_late")) and told.seq not in let_in
        for told in telling.of_kind(RequestKind.ANSWER)
    }
    for row in session.exec(select(Decision)):
        if row.entry in is_late and row.is_late is not is_late[row.entry]:
            yield f"Post {row.entry}: det er ændret, om beslutningen kom efter runden."


def _faults_in_checks(session: Session, telling: Telling, entry_of: Mapping[int, int]) -> Iterator[str]:
    told = {each.request: each for each in telling.of_kind(RequestKind.CHECK)}
    rows = session.exec(select(MinutesCheck)).all()
    checks = {row.request_id: (entry_of.get(row.decision_id), row.checked_at) for row in rows}
    for request, entry in told.items():
        if checks.get(request) != (entry.facts.get("decision"), entry.at):
            yield f"Post {entry.seq}: kontrollen mod referatet mangler eller gælder en anden beslutning."
    for row in rows:
        about = told[row.request_id].facts.get("decision") if row.request_id in told else None
        if about != entry_of.get(row.decision_id, 0):
            yield f"Der er ingen post om kontrollen mod referatet ved henvendelse nr. {row.request_id}."


def _faults_in_reports(session: Session, telling: Telling) -> Iterator[str]:
    told = {
        (entry.request, int(number)): (entry, progress)
        for entry in telling.of_kind(RequestKind.STATUS_REPORT)
        for number, progress in _statuses(entry)
    }
    joined = select(StatusReport, Initiative.number).where(Initiative.id == StatusReport.initiative_id)
    found = [((row.request_id, number), row) for row, number in session.exec(joined)]
    rows = dict(found)
    for key, (entry, progress) in told.items():
        row = rows.get(key)
        if row is None or not _is_reported(row, entry, key[1], progress, telling):
            yield f"Post {entry.seq}: statusmeldingen om indsats {key[1]} mangler eller siger noget andet."
    for request, number in [key for key, row in found if key not in told or row is not rows[key]]:
        yield f"Der er ingen post om statusmeldingen om indsats {number} ved henvendelse nr. {request}."


def _faults_in_remarks(session: Session, telling: Telling) -> Iterator[str]:
    joined = select(Remark.id, HearingAnswer.entry).where(HearingAnswer.id == Remark.answer_id)
    answers = dict(session.exec(joined).all())
    told = {each.number("remark"): each for each in telling.of_kind(RequestKind.REMARK)}
    for number, entry in told.items():
        if number in answers and answers[number] != entry.facts.get("answer"):
            yield f"Post {entry.seq}: bemærkningen hører til et andet høringssvar end det, som posten nævner."


def _is_reported(row: StatusReport, entry: Entry, number: int, progress: str, telling: Telling) -> bool:
    codes = (row.progress.value, row.cycle_id, row.slug, row.recorded_at)
    is_same = codes == (progress, entry.cycle_id, entry.word("inquiry"), entry.at)
    is_theirs = telling.agrees(entry, "reported_by", row.reported_by)
    return is_same and is_theirs and telling.agrees(entry, f"note_{number}", row.note)


def _statuses(told: Entry) -> Iterator[tuple[str, str]]:
    for status in told.words("statuses"):
        number, colon, progress = status.partition(":")
        if colon and number.isdigit():
            yield number, progress
