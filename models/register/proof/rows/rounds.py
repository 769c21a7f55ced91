"""Rounds, whom they ask and how they stand: each is as its entries have it."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from sqlmodel import Session, col, select

from models.agreements.cases import standings_of_rounds
from models.kinds import kind_of
from models.register.proof.entries import Entry, Telling
from models.register.proof.rows.rounds_told import Place, RoundsTold, RoundTold
from models.tables import Cycle, MinutesCheck, Round, RoundParty, RoundState, Version
from workflows.rules.council.quorum import Verdict, round_verdict
from workflows.rules.council.standing import Standing
from workflows.rules.kinds import AgreementKind
from workflows.rules.requests import RequestKind

LONGEST: Final = 2000
"""A longer reason is cut in the row."""


def faults_in_states(
    session: Session,
    telling: Telling,
    rows: Mapping[Place, Round],
    told: Mapping[Place, RoundTold],
    asked: Mapping[Place, Sequence[RoundParty]],
) -> Iterator[str]:
    """Give each round whose state is none that its entries lead to, as Danish sentences."""
    kinds = {cycle.id: kind_of(cycle.definition) for cycle in session.exec(select(Cycle))}
    checked = set(session.exec(select(MinutesCheck.decision_id)))
    standings = standings_of_rounds(session, rows)
    for place, each in told.items():
        row = rows.get(place)
        if row is None:
            continue
        about = f"Post {(each.fell or each.settled or each.opened).seq}: runde {row.number}"
        if each.fell:
            yield from (f"{about} {fault}" for fault in _faults_in_end(row, each.fell, telling))
        else:
            mine = standings.get(place, {})
            parties = [(party.stage, mine.get(party.code, Standing())) for party in asked.get(place, ())]
            if row.state not in _possible(each, kinds[row.cycle_id], parties, checked):
                yield f"{about} er i en anden tilstand end den, som posterne fører til."
            if row.closed_reason or (row.closed_at and row.state is not RoundState.APPROVED):
                yield f"{about} siger, at den er slut, uden at en post siger det."


def _faults_in_end(row: Round, fell: Entry, telling: Telling) -> Iterator[str]:
    if row.state is not RoundState.FALLEN or row.closed_at != fell.at:
        yield "er faldet, men siger noget andet."
    elif not _says_why(row, fell, telling):
        yield "siger noget andet end posten om, hvorfor den faldt."


def _says_why(row: Round, fell: Entry, telling: Telling) -> bool:
    if fell.kind != RequestKind.VERSION:
        return telling.agrees(fell, "reason", row.closed_reason)
    if fell.facts.get("is_editorial") or len(row.closed_reason) == LONGEST:
        return True  # it tells of an earlier version, or is cut
    start = f"Ny version {fell.number('version')}: "
    why = row.closed_reason.removeprefix(start)
    is_told = telling.agrees(fell, "reason", why) or telling.agrees(fell, "label", why)
    return is_told and row.closed_reason.startswith(start)


def _possible(
    told: RoundTold, kind: AgreementKind, parties: Sequence[tuple[int, Standing]], checked: Collection[int]
) -> set[RoundState]:
    """Return the states that a round may be in that did not fall."""
    standings = [stands for _, stands in parties]
    found = round_verdict(
        [
            (stage.quorum, [stands for where, stands in parties if where == number])
            for number, stage in enumerate(kind.stages)
        ]
    )
    at_the_councils = RoundState.BLOCKED if found is Verdict.BLOCKED else RoundState.OPEN
    is_open_again = any(stands.is_awaited or stands.blocks for stands in standings)
    if told.settled is None or (is_open_again and found is not Verdict.SETTLED):
        return {at_the_councils}
    counting = {stands.decision for stands in standings if stands.counts}
    is_approved = found is Verdict.SETTLED and counting <= set(checked)
    settled = RoundState.APPROVED if is_approved else RoundState.SETTLED
    return {settled, at_the_councils} if told.moved > told.settled.seq else {settled}


def faults_in_rounds(session: Session, telling: Telling) -> Iterator[str]:
    """Give each round, and each party of one, that is not as its entries have it, as Danish sentences."""
    rows = {(row.cycle_id, row.number): row for row in session.exec(select(Round))}
    asked = _parties(session)
    versions = {
        (cycle, number): is_editorial
        for cycle, number, is_editorial in session.exec(
            select(Version.cycle_id, Version.number, Version.is_editorial)
        )
    }
    fallen = {place: row for place, row in rows.items() if row.state is RoundState.FALLEN}
    ended = {place: row.closed_at for place, row in fallen.items() if row.closed_at}
    told = RoundsTold(telling, versions, ended).rounds
    cycles = {cycle.id: cycle for cycle in session.exec(select(Cycle))}
    for place, each in told.items():
        if row := rows.get(place):
            begun = cycles[row.cycle_id].approval_opened_on if row.number == 1 else None
            yield from _faults_in_round(row, each, opened_on=begun or each.opened.day)
        else:
            yield f"Post {each.opened.seq}: runde {place[1]} mangler."
        yield from _faults_in_parties(asked[place], each)
    for cycle, number in (rows.keys() | asked.keys()) - told.keys():
        yield f"Der er ingen post om runde {number} i forløbet {cycle}."
    yield from faults_in_states(session, telling, rows, told, asked)


def _parties(session: Session) -> Mapping[Place, list[RoundParty]]:
    asked: dict[Place, list[RoundParty]] = defaultdict(list)
    for row in session.exec(select(RoundParty).order_by(col(RoundParty.position))):
        asked[row.cycle_id, row.round].append(row)
    return asked


def _faults_in_round(row: Round, told: RoundTold, *, opened_on: date) -> Iterator[str]:
    expected = {
        "version": told.version,
        "deadline": told.deadline,
        "stage": told.stage,
        "opened_at": told.opened.at,
        "stage_opened_on": told.stage_opened.day if told.stage else opened_on,
        "opened_on": opened_on,
    }
    for column, value in expected.items():
        says = row.deadline.isoformat() if column == "deadline" else getattr(row, column)
        if says != value:
            yield f"Post {told.opened.seq}: runde {row.number} siger noget andet end posterne (»{column}«)."


def _faults_in_parties(rows: Sequence[RoundParty], told: RoundTold) -> Iterator[str]:
    about = f"Post {told.opened.seq}: runde {told.opened.number('round')}"
    if [row.code for row in rows] != told.opened.words("parties"):
        yield f"{about} spørger andre parter end dem, som posten nævner."
    for stage, codes in told.stages.items():
        if [row.code for row in rows if row.stage == stage] != codes:
            yield f"{about} har fået ændret, hvem der spørges i trin {stage + 1}."
    for row in rows:
        if row.contact_confirmed_at != told.confirmed.get(row.code):
            yield f"{about} siger noget andet om, hvornår kontakten for part {row.code} blev bekræftet."
