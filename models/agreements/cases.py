"""Where councils stand: the recorded facts of their cases, read as the rules' facts and folded."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from itertools import groupby
from typing import Final

from sqlalchemy import bindparam, tuple_
from sqlmodel import Session, col, select

from models.tables import CaseFact, Decision, FactKind, RoundParty
from workflows.rules.council.facts import Answered, Fact, Planned, Protested, Ruled
from workflows.rules.council.standing import Standing, standing

_PARTIES: Final = select(RoundParty.code, RoundParty.stage).where(
    RoundParty.cycle_id == bindparam("cycle"), RoundParty.round == bindparam("round")
)
_FACTS: Final = (
    select(CaseFact, Decision)
    .join(Decision, col(Decision.id) == CaseFact.decision_id, isouter=True)
    .order_by(col(CaseFact.id))
)
_OF_ROUND: Final = _FACTS.where(CaseFact.cycle_id == bindparam("cycle"), CaseFact.round == bindparam("round"))
_OF_PARTY: Final = _OF_ROUND.where(CaseFact.party == bindparam("party"))


def standing_of(session: Session, *, cycle_id: str, round_number: int, party: str) -> Standing:
    """Return where one council stands in a round."""
    rows = session.exec(_OF_PARTY, params={"cycle": cycle_id, "round": round_number, "party": party})
    return standing(_fact_of(fact, decision) for fact, decision in rows)


def standings_of_round(session: Session, *, cycle_id: str, round_number: int) -> dict[str, Standing]:
    """Return where every party of a round stands, by the party's code, the silent ones included."""
    asked = {"cycle": cycle_id, "round": round_number}
    silent = {code: Standing() for code, _ in session.exec(_PARTIES, params=asked)}
    return silent | _folded(session.exec(_OF_ROUND, params=asked))


def stages_of_round(session: Session, *, cycle_id: str, round_number: int) -> dict[str, int]:
    """Return in which stage (from 0) each party of a round is asked, by the party's code."""
    return dict(session.exec(_PARTIES, params={"cycle": cycle_id, "round": round_number}).all())


def standings_of_rounds(
    session: Session, rounds: Collection[tuple[str, int]]
) -> dict[tuple[str, int], dict[str, Standing]]:
    """Return where the parties of several rounds stand that have said anything, in one statement.

    `rounds` are pairs of a cycle's id and a round's number.
    """
    query = _FACTS.where(tuple_(col(CaseFact.cycle_id), col(CaseFact.round)).in_(sorted(rounds)))
    by_round: dict[tuple[str, int], list[tuple[CaseFact, Decision | None]]] = defaultdict(list)
    for fact, decision in session.exec(query):
        by_round[fact.cycle_id, fact.round].append((fact, decision))
    return {round_: _folded(rows) for round_, rows in by_round.items()}


def _folded(rows: Iterable[tuple[CaseFact, Decision | None]]) -> dict[str, Standing]:
    by_party = sorted(rows, key=lambda row: row[0].party)
    return {
        party: standing(_fact_of(fact, decision) for fact, decision in facts)
        for party, facts in groupby(by_party, key=lambda row: row[0].party)
    }


def _fact_of(fact: CaseFact, decision: Decision | None) -> Fact:
    if fact.kind is FactKind.PLANNED:
        return Planned(fact.meeting)
    if decision is None or decision.id is None:
        raise LookupError(f"case_fact {fact.id}")
    match fact.kind:
        case FactKind.ANSWERED:
            return Answered(
                decision=decision.id,
                outcome=decision.outcome,
                decided_by=decision.decided_by,
                next_meeting=decision.next_meeting_date,
                corrects=decision.corrects,
            )
        case FactKind.RULED:
            return Ruled(decision.id, counts=bool(fact.counts))
        case FactKind.PROTESTED:
            return Protested(decision.id)
