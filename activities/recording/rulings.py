"""Recording what the secretariat finds of a decision: rulings, protests, late answers let in, checks."""

from activities.recording.decisions import count_decision, decision_of
from activities.recording.desk import clear_desk, lay_on_desk
from activities.recording.matter import AT_THE_COUNCILS, Matter, Refused
from activities.recording.round_state import checked, counting, judge_round, judge_settled
from models.tables import CaseFact, Decision, FactKind, MinutesCheck, Round, RoundState, TaskKind
from request_types import CheckPayload, ProtestPayload, ReopenPayload, RulingPayload
from workflows.contracts.requests import Recorded


def record_ruling(matter: Matter) -> Recorded:
    """Record whether a doubtful or disputed decision counts."""
    ruling = matter.payload(RulingPayload)
    decision = _standing_decision(matter, ruling.decision)
    if not matter.standing.needs_ruling:
        raise Refused("Der er ikke noget at afklare om denne beslutning.")
    matter.session.add(_fact(matter, decision, FactKind.RULED, counts=ruling.counts))
    matter.enter({"decision": decision.entry, "counts": ruling.counts}, {"reason": ruling.reason})
    clear_desk(matter, TaskKind.RULING, TaskKind.FROZEN, party=decision.party)
    if not ruling.counts:
        clear_desk(matter, TaskKind.CHECK, party=decision.party)
    judge_round(matter, matter.standings())
    return _of_the_council(matter)


def record_protest(matter: Matter) -> Recorded:
    """Freeze a decision that the town hall says is not its own."""
    protest = matter.payload(ProtestPayload)
    decision = _standing_decision(matter, protest.decision)
    if not matter.standing.has_final_answer:
        raise Refused("Der står ingen endelig beslutning, som kan bestrides.")
    matter.session.add(_fact(matter, decision, FactKind.PROTESTED))
    matter.enter({"decision": decision.entry}, {"reason": protest.reason})
    lay_on_desk(matter, TaskKind.FROZEN, decision)
    judge_round(matter, matter.standings())
    return _of_the_council(matter)


def record_reopening(matter: Matter) -> Recorded:
    """Let an answer that came after the round take the place of the one that stood."""
    reopening = matter.payload(ReopenPayload)
    decision = decision_of(matter, reopening.decision)
    if not decision.is_late:
        raise Refused("Svaret er ikke kommet efter runden.")
    _settled_round(matter)
    decision.is_late = False
    matter.session.add(decision)
    matter.enter({"decision": decision.entry}, {"reason": reopening.reason})
    clear_desk(matter, TaskKind.LATE_ANSWER, party=decision.party)
    count_decision(matter, decision)
    return _of_the_council(matter)


def record_check(matter: Matter) -> Recorded:
    """Record that a decision was compared with the minutes; the last one makes the round approved."""
    decision = decision_of(matter, matter.payload(CheckPayload).decision)
    assert decision.id is not None
    standings = matter.standings()
    if decision.id not in counting(standings.values()):
        raise Refused("Beslutningen tæller ikke i runden, så der er intet at kontrollere.")
    if matter.session.get(MinutesCheck, decision.id):
        raise Refused("Beslutningen er allerede kontrolleret mod referatet.")
    matter.session.add(MinutesCheck(decision_id=decision.id, request_id=matter.number, checked_at=matter.at))
    matter.enter({"decision": decision.entry})
    clear_desk(matter, TaskKind.CHECK, party=decision.party)
    if matter.round and matter.round.state is RoundState.SETTLED:
        judge_settled(matter, matter.round, standings)
    number = len(checked(matter.session, standings.values()))
    return Recorded(matter.number, matter.request.kind, accepted=True, checked=number)


def _standing_decision(matter: Matter, number: int) -> Decision:
    decision = decision_of(matter, number)
    if matter.round is None or matter.round.state is RoundState.FALLEN:
        raise Refused("Runden er lukket.")
    if matter.standing.decision != number:
        raise Refused("Beslutningen gælder ikke længere; der er kommet en nyere.")
    return decision


def _settled_round(matter: Matter) -> Round:
    round_ = matter.round
    if round_ is None or round_.state in {RoundState.FALLEN, *AT_THE_COUNCILS}:
        raise Refused("Der er ingen afsluttet runde at genåbne.")
    return round_


def _fact(matter: Matter, decision: Decision, kind: FactKind, *, counts: bool | None = None) -> CaseFact:
    return CaseFact(
        cycle_id=decision.cycle_id,
        round=decision.round,
        party=decision.party,
        kind=kind,
        request_id=matter.number,
        decision_id=decision.id,
        counts=counts,
        recorded_on=matter.today,
    )


def _of_the_council(matter: Matter) -> Recorded:
    return Recorded(
        matter.number,
        matter.request.kind,
        accepted=True,
        party=matter.request.party,
        standing=matter.standing,
    )
