"""Rounds and whom they ask: each is as its entries have it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sqlmodel import Session, col, select

from models.register.proof.entries import Telling
from models.register.proof.rows.round_states import faults_in_states
from models.register.proof.rows.rounds_told import Place, RoundsTold, RoundTold
from models.tables import Cycle, Round, RoundParty, RoundState, Version


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
