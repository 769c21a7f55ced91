"""Writing a council's decision down, and letting it stand."""

from typing import Final

from activities.handling.context import Refused, RequestContext
from activities.requests.desk import clear_desk, lay_on_desk
from activities.requests.rounds import judge_round
from models.register.chain import Fact
from models.tables import CaseFact, Decision, FactKind, RegisterEntry, Round, TaskKind
from request_types.answers import AnswerPayload
from workflows.rules.council.outcomes import Outcome, as_stored
from workflows.rules.council.standing import Standing

ABOUT_AN_ANSWER: Final = (
    TaskKind.RULING,
    TaskKind.FROZEN,
    TaskKind.REJECTED,
    TaskKind.NOTED,
    TaskKind.RETURNED,
    TaskKind.COMMITTEE_NO,
    TaskKind.CHECK,
    TaskKind.SILENT,
)


NOT_AN_APPROVAL: Final = {
    Outcome.REJECTED: TaskKind.REJECTED,
    Outcome.NOTED: TaskKind.NOTED,
    Outcome.RETURNED: TaskKind.RETURNED,
}


def decision_of(context: RequestContext, number: int) -> Decision:
    """Return a decision of the council and round that the request concerns.

    Raises:
        Refused: there is none of that number.
    """
    decision = context.session.get(Decision, number)
    if decision is None or decision.cycle_id != context.cycle.id:
        raise Refused("Afgørelsen findes ikke i dette forløb.")
    if context.request.party not in {"", decision.party}:
        raise Refused("Afgørelsen hører til et andet råd.")
    if context.round is None or context.round.number != decision.round:
        raise Refused("Afgørelsen hører til en anden runde.")
    return decision


def write_down(context: RequestContext, answer: AnswerPayload, round_: Round, *, is_late: bool) -> Decision:
    """Write a council's answer in the register and as a decision; nothing follows from it yet."""
    version = answer.version or round_.version
    on_behalf = not context.is_made_by_link
    entry = _enter(context, answer, {"round": round_.number, "version": version, "is_late": is_late})
    decision = Decision(
        request_id=context.number,
        cycle_id=context.cycle.id,
        round=round_.number,
        party=context.request.party,
        version=version,
        outcome=as_stored(answer.outcome, answer.decided_by),
        reported_outcome=answer.outcome,
        on_behalf=on_behalf,
        is_late=is_late,
        entry=entry.seq,
        recorded_at=context.at,
        **answer.model_dump(exclude={"outcome", "version", "evidence_sha256"}),
    )
    context.session.add(decision)
    context.session.flush()
    return decision


def count_decision(context: RequestContext, decision: Decision) -> None:
    """Let a decision stand: as a fact of the case, as tasks on the desk, and in the round's state."""
    context.session.add(
        CaseFact(
            cycle_id=decision.cycle_id,
            round=decision.round,
            party=decision.party,
            kind=FactKind.ANSWERED,
            request_id=context.number,
            decision_id=decision.id,
            recorded_on=context.today,
        )
    )
    clear_desk(context, *ABOUT_AN_ANSWER, party=decision.party)
    standings = context.standings()
    for task in _tasks_about(decision, standings[decision.party]):
        lay_on_desk(context, task, decision)
    judge_round(context, standings)


def _enter(context: RequestContext, answer: AnswerPayload, facts: dict[str, Fact]) -> RegisterEntry:
    facts |= {
        "outcome": as_stored(answer.outcome, answer.decided_by).value,
        "reported_outcome": answer.outcome.value,
        "decided_by": answer.decided_by.value,
        "meeting_date": answer.meeting_date.isoformat(),
        "next_meeting_date": answer.next_meeting_date.isoformat() if answer.next_meeting_date else None,
        "minutes_sha256": answer.minutes_sha256,
        "evidence_sha256": answer.evidence_sha256,
        "is_closed_item": answer.is_closed_item,
        "corrects": answer.corrects,
        "on_behalf": not context.is_made_by_link,
    }
    texts = answer.model_dump(
        include={"agenda_item", "case_number", "decision_text", "remarks", "minutes_url", "reported_by"}
    )
    return context.enter(facts, texts)


def _tasks_about(decision: Decision, stands: Standing) -> list[TaskKind]:
    if decision.outcome is Outcome.RECOMMENDED:
        fell = decision.reported_outcome in {Outcome.REJECTED, Outcome.NOTED}
        return [TaskKind.COMMITTEE_NO] if fell else []
    if stands.needs_ruling:
        return [TaskKind.RULING, TaskKind.CHECK]
    if decision.outcome.is_approval:
        return [TaskKind.CHECK]
    return [NOT_AN_APPROVAL[decision.outcome]] if decision.outcome in NOT_AN_APPROVAL else []
