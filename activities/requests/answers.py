"""What a council tells: its decision, or when it means to take it."""

from activities.handling.context import Refused, RequestContext
from activities.handling.registry import handles
from activities.requests.decisions import count_decision, decision_of, write_down
from activities.requests.desk import lay_on_desk
from models.directory import contact_of
from models.tables import CaseFact, Document, FactKind, Round, RoundParty, RoundState, TaskKind
from request_types.answers import ANSWER, PLAN, AnswerPayload, PlanPayload
from workflows.contracts.requests import Recorded
from workflows.rules.letters import LetterKind, Recipient


@handles(ANSWER)
def handle_answer(context: RequestContext, answer: AnswerPayload) -> Recorded:
    """Record a council's answer: in the round as a fact, after the round as filed late."""
    round_ = _round(context)
    party = context.party
    if party.stage > round_.stage:
        raise Refused("Det er endnu ikke jeres tur: I bliver spurgt, når de foregående trin er afgjort.")
    _refuse_what_does_not_fit(context, answer)
    is_late = round_.state in {RoundState.SETTLED, RoundState.APPROVED}
    decision = write_down(context, answer, round_, is_late=is_late)
    if is_late:
        lay_on_desk(context, TaskKind.LATE_ANSWER, decision)
    else:
        count_decision(context, decision)
    _send_receipts(context, party)
    return Recorded(
        context.number,
        context.request.kind,
        accepted=True,
        party=party.code,
        standing=context.standing,
        is_late=is_late,
    )


def _round(context: RequestContext) -> Round:
    if context.round is None or context.round.state is RoundState.FALLEN:
        raise Refused("Runden er lukket, så der kan ikke længere svares i den.")
    return context.round


def _refuse_what_does_not_fit(context: RequestContext, answer: AnswerPayload) -> None:
    if answer.minutes_sha256 and not context.session.get(Document, answer.minutes_sha256):
        raise Refused("Det vedlagte referat findes ikke. Læg det op igen.")
    stands = context.standing
    if answer.corrects is None:
        if stands.has_final_answer:
            raise Refused(_second_final_answer(context, stands.decision))
    elif answer.corrects != stands.decision:
        raise Refused("Den afgørelse, der skulle rettes, gælder ikke længere.")


def _second_final_answer(context: RequestContext, standing_decision: int | None) -> str:
    assert standing_decision is not None
    entry = decision_of(context, standing_decision).entry
    return (
        f"Rådets endelige beslutning er allerede registreret som nr. {entry}. "
        "Er den forkert, så vælg »Ret indberetningen« på kvitteringen."
    )


def _send_receipts(context: RequestContext, party: RoundParty) -> None:
    context.order(LetterKind.RECEIPT)
    contact = contact_of(context.session, party.body_code)
    if contact and contact.main_mailbox not in {"", contact.mailbox}:
        context.order(LetterKind.RECEIPT, Recipient.MAIN_MAILBOX)


@handles(PLAN)
def handle_plan(context: RequestContext, plan: PlanPayload) -> Recorded:
    """Record when a council means to decide, and that its contact is right."""
    round_ = context.open_round
    party = context.party
    if context.standing.has_final_answer:
        raise Refused("Rådet har allerede afgjort sagen, så der kan ikke meldes nye mødedatoer.")
    if plan.contact_confirmed:
        party.contact_confirmed_at = context.at
        context.session.add(party)
    if plan.planned_meeting_date or not plan.contact_confirmed:
        context.session.add(_plan_fact(context, plan))
    day = plan.planned_meeting_date
    facts = {"meeting": day.isoformat() if day else None, "contact_confirmed": plan.contact_confirmed}
    context.enter({"round": round_.number, **facts}, {"reported_by": plan.reported_by})
    return Recorded(
        context.number, context.request.kind, accepted=True, party=party.code, standing=context.standing
    )


def _plan_fact(context: RequestContext, plan: PlanPayload) -> CaseFact:
    return CaseFact(
        cycle_id=context.cycle.id,
        round=context.open_round.number,
        party=context.request.party,
        kind=FactKind.PLANNED,
        request_id=context.number,
        meeting=plan.planned_meeting_date,
        committee_on=plan.committee_date,
        finance_committee_on=plan.finance_committee_date,
        recorded_on=context.today,
    )
