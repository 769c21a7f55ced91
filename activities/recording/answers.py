"""Recording what a council answered, and when it plans to."""

from typing import Final

from activities.recording.matter import Matter, Refused
from activities.recording.round_state import judge_round
from models.requests import AnswerPayload, PlanPayload
from models.tables import CaseFact, Decision, FactKind, RoundParty, RoundState, TaskKind
from workflows.contracts.messages import Recorded
from workflows.rules.danish import danish_date
from workflows.rules.letters import LetterKind, Recipient
from workflows.rules.outcomes import Outcome, as_stored, needs_ruling
from workflows.rules.standing import Standing

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


def record_answer(matter: Matter) -> Recorded:
    """Record a council's answer: in the round as a fact, after the round as filed late."""
    answer = matter.payload(AnswerPayload)
    _refuse_what_does_not_fit(matter, answer)
    assert matter.round is not None
    is_late = matter.round.state in {RoundState.SETTLED, RoundState.APPROVED}
    decision = _write_down(matter, answer, is_late=is_late)
    if is_late:
        matter.lay_on_desk(TaskKind.LATE_ANSWER, decision)
    else:
        count_decision(matter, decision)
    _send_receipts(matter)
    return Recorded(
        matter.number,
        matter.request.kind,
        accepted=True,
        party=decision.party,
        standing=matter.standing,
        is_late=is_late,
    )


def count_decision(matter: Matter, decision: Decision) -> None:
    """Let a decision stand: as a fact of the case, as tasks on the desk, and in the round's state."""
    matter.session.add(
        CaseFact(
            cycle_id=decision.cycle_id,
            round=decision.round,
            party=decision.party,
            kind=FactKind.ANSWERED,
            request_id=matter.number,
            decision_id=decision.id,
            recorded_on=matter.today,
        )
    )
    matter.clear_desk(*ABOUT_AN_ANSWER, party=decision.party)
    for task in _tasks_about(decision):
        matter.lay_on_desk(task, decision)
    judge_round(matter)


def record_plan(matter: Matter) -> Recorded:
    """Record when a council means to decide, and that its contact is right."""
    plan = matter.payload(PlanPayload)
    round_ = matter.open_round
    party = _party(matter)
    if matter.standing.has_final_answer:
        raise Refused("Rådet har allerede afgjort sagen, så der kan ikke meldes nye mødedatoer.")
    if plan.planned_meeting_date and plan.planned_meeting_date < round_.opened_on:
        raise Refused(f"Mødet skal ligge efter den {danish_date(round_.opened_on)}, hvor sagen blev sendt ud.")
    if plan.contact_confirmed:
        party.contact_confirmed_at = matter.at
    if plan.planned_meeting_date or not plan.contact_confirmed:
        matter.session.add(_plan_fact(matter, plan))
    day = plan.planned_meeting_date
    facts = {"meeting": day.isoformat() if day else None, "contact_confirmed": plan.contact_confirmed}
    matter.enter({"round": round_.number, **facts}, {"reported_by": plan.reported_by})
    return Recorded(matter.number, matter.request.kind, accepted=True, party=party.code, standing=matter.standing)


def _plan_fact(matter: Matter, plan: PlanPayload) -> CaseFact:
    return CaseFact(
        cycle_id=matter.cycle.id,
        round=matter.open_round.number,
        party=matter.request.party,
        kind=FactKind.PLANNED,
        request_id=matter.number,
        meeting=plan.planned_meeting_date,
        committee_on=plan.committee_date,
        finance_committee_on=plan.finance_committee_date,
        recorded_on=matter.today,
    )


def _party(matter: Matter) -> RoundParty:
    assert matter.round is not None
    party = matter.session.get(RoundParty, (matter.cycle.id, matter.round.number, matter.request.party))
    if party is None:
        raise Refused("Rådet er ikke part i denne runde.")
    return party


def _refuse_what_does_not_fit(matter: Matter, answer: AnswerPayload) -> None:
    if matter.round is None or matter.round.state is RoundState.FALLEN:
        raise Refused("Runden er lukket, så der kan ikke længere svares i den.")
    _party(matter)
    if answer.meeting_date > matter.today:
        raise Refused("Mødedatoen ligger i fremtiden. Meld beslutningen, når mødet er holdt.")
    stands = matter.standing
    if answer.corrects is None:
        _refuse_a_second_final_answer(matter, stands)
    elif answer.corrects != stands.decision:
        raise Refused("Den afgørelse, der skulle rettes, gælder ikke længere.")


def _refuse_a_second_final_answer(matter: Matter, stands: Standing) -> None:
    if not stands.has_final_answer:
        return
    assert stands.decision is not None
    entry = matter.decision(stands.decision).entry
    raise Refused(
        f"Rådets endelige beslutning er allerede registreret som nr. {entry}. "
        "Er den forkert, så vælg »Ret indberetningen« på kvitteringen."
    )


def _write_down(matter: Matter, answer: AnswerPayload, *, is_late: bool) -> Decision:
    assert matter.round is not None
    outcome = as_stored(answer.outcome, answer.decided_by)
    on_behalf = not matter.request.made_by.startswith("link:")
    version = answer.version or matter.round.version
    facts = {
        "round": matter.round.number,
        "version": version,
        "outcome": outcome.value,
        "reported_outcome": answer.outcome.value,
        "decided_by": answer.decided_by.value,
        "meeting_date": answer.meeting_date.isoformat(),
        "next_meeting_date": answer.next_meeting_date.isoformat() if answer.next_meeting_date else None,
        "minutes_sha256": answer.minutes_sha256,
        "corrects": answer.corrects,
        "on_behalf": on_behalf,
        "is_late": is_late,
    }
    texts = answer.model_dump(
        include={"agenda_item", "case_number", "decision_text", "remarks", "minutes_url", "reported_by"}
    )
    entry = matter.enter(facts, texts)
    decision = Decision(
        request_id=matter.number,
        cycle_id=matter.cycle.id,
        round=matter.round.number,
        party=matter.request.party,
        version=version,
        outcome=outcome,
        reported_outcome=answer.outcome,
        on_behalf=on_behalf,
        is_late=is_late,
        entry=entry.seq,
        recorded_at=matter.at,
        **answer.model_dump(exclude={"outcome", "version", "evidence_sha256"}),
    )
    matter.session.add(decision)
    matter.session.flush()
    return decision


def _tasks_about(decision: Decision) -> list[TaskKind]:
    if decision.outcome is Outcome.RECOMMENDED:
        fell = decision.reported_outcome in {Outcome.REJECTED, Outcome.NOTED}
        return [TaskKind.COMMITTEE_NO] if fell else []
    if needs_ruling(decision.outcome, decision.decided_by):
        return [TaskKind.RULING, TaskKind.CHECK]
    if decision.outcome.is_approval:
        return [TaskKind.CHECK]
    return [NOT_AN_APPROVAL[decision.outcome]] if decision.outcome in NOT_AN_APPROVAL else []


def _send_receipts(matter: Matter) -> None:
    matter.order(LetterKind.RECEIPT)
    matter.order(LetterKind.RECEIPT, Recipient.MAIN_MAILBOX)
