"""What the secretariat finds of a decision: rulings, protests, late answers let in, checks."""

from activities.handling.context import Refused, RequestContext
from activities.handling.registry import handles
from activities.recording.round_state import AT_THE_COUNCILS, checked, counting
from activities.requests.decisions import count_decision, decision_of
from activities.requests.desk import clear_desk, lay_on_desk
from activities.requests.rounds import judge_round, judge_settled
from models.tables import CaseFact, Decision, FactKind, MinutesCheck, Round, RoundState, TaskKind
from request_types.councils import PROTEST, REOPEN, RULING, ProtestPayload, ReopenPayload, RulingPayload
from request_types.cycles import CHECK, CheckPayload
from workflows.contracts.requests import Recorded


@handles(RULING)
def handle_ruling(context: RequestContext, ruling: RulingPayload) -> Recorded:
    """Record whether a doubtful or disputed decision counts."""
    decision = _standing_decision(context, ruling.decision)
    if not context.standing.needs_ruling:
        raise Refused("Der er ikke noget at afklare om denne beslutning.")
    context.session.add(_fact(context, decision, FactKind.RULED, counts=ruling.counts))
    context.enter({"decision": decision.entry, "counts": ruling.counts}, {"reason": ruling.reason})
    clear_desk(context, TaskKind.RULING, TaskKind.FROZEN, party=decision.party)
    if not ruling.counts:
        clear_desk(context, TaskKind.CHECK, party=decision.party)
    judge_round(context, context.standings())
    return _of_the_council(context)


@handles(PROTEST)
def handle_protest(context: RequestContext, protest: ProtestPayload) -> Recorded:
    """Freeze a decision that the town hall says is not its own."""
    decision = _standing_decision(context, protest.decision)
    if not context.standing.has_final_answer:
        raise Refused("Der står ingen endelig beslutning, som kan bestrides.")
    context.session.add(_fact(context, decision, FactKind.PROTESTED))
    context.enter({"decision": decision.entry}, {"reason": protest.reason})
    lay_on_desk(context, TaskKind.FROZEN, decision)
    judge_round(context, context.standings())
    return _of_the_council(context)


@handles(REOPEN)
def handle_reopening(context: RequestContext, reopening: ReopenPayload) -> Recorded:
    """Let an answer that came after the round take the place of the one that stood."""
    decision = decision_of(context, reopening.decision)
    if not decision.is_late:
        raise Refused("Svaret er ikke kommet efter runden.")
    _settled_round(context)
    decision.is_late = False
    context.session.add(decision)
    context.enter({"decision": decision.entry}, {"reason": reopening.reason})
    clear_desk(context, TaskKind.LATE_ANSWER, party=decision.party)
    count_decision(context, decision)
    return _of_the_council(context)


@handles(CHECK)
def handle_check(context: RequestContext, check: CheckPayload) -> Recorded:
    """Record that a decision was compared with the minutes; the last one makes the round approved."""
    decision = decision_of(context, check.decision)
    assert decision.id is not None
    standings = context.standings()
    if decision.id not in counting(standings.values()):
        raise Refused("Beslutningen tæller ikke i runden, så der er intet at kontrollere.")
    if context.session.get(MinutesCheck, decision.id):
        raise Refused("Beslutningen er allerede kontrolleret mod referatet.")
    context.session.add(MinutesCheck(decision_id=decision.id, request_id=context.number, checked_at=context.at))
    context.enter({"decision": decision.entry})
    clear_desk(context, TaskKind.CHECK, party=decision.party)
    if context.round and context.round.state is RoundState.SETTLED:
        judge_settled(context, context.round, standings)
    number = len(checked(context.session, standings.values()))
    return Recorded(context.number, context.request.kind, accepted=True, checked=number)


def _standing_decision(context: RequestContext, number: int) -> Decision:
    decision = decision_of(context, number)
    if context.round is None or context.round.state is RoundState.FALLEN:
        raise Refused("Runden er lukket.")
    if context.standing.decision != number:
        raise Refused("Beslutningen gælder ikke længere; der er kommet en nyere.")
    return decision


def _settled_round(context: RequestContext) -> Round:
    round_ = context.round
    if round_ is None or round_.state in {RoundState.FALLEN, *AT_THE_COUNCILS}:
        raise Refused("Der er ingen afsluttet runde at genåbne.")
    return round_


def _fact(context: RequestContext, decision: Decision, kind: FactKind, *, counts: bool | None = None) -> CaseFact:
    return CaseFact(
        cycle_id=decision.cycle_id,
        round=decision.round,
        party=decision.party,
        kind=kind,
        request_id=context.number,
        decision_id=decision.id,
        counts=counts,
        recorded_on=context.today,
    )


def _of_the_council(context: RequestContext) -> Recorded:
    return Recorded(
        context.number,
        context.request.kind,
        accepted=True,
        party=context.request.party,
        standing=context.standing,
    )
