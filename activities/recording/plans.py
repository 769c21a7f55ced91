"""Recording when a council means to decide."""

from activities.recording.matter import Matter, Refused
from models.tables import CaseFact, FactKind, Round
from request_types import PlanPayload
from workflows.contracts.requests import Recorded
from workflows.rules.danish import danish_date


def record_plan(matter: Matter) -> Recorded:
    """Record when a council means to decide, and that its contact is right."""
    plan = matter.payload(PlanPayload)
    round_ = matter.open_round
    party = matter.party
    _refuse_what_does_not_fit(matter, plan, round_)
    if plan.contact_confirmed:
        party.contact_confirmed_at = matter.at
        matter.session.add(party)
    if plan.planned_meeting_date or not plan.contact_confirmed:
        matter.session.add(_plan_fact(matter, plan))
    day = plan.planned_meeting_date
    facts = {"meeting": day.isoformat() if day else None, "contact_confirmed": plan.contact_confirmed}
    matter.enter({"round": round_.number, **facts}, {"reported_by": plan.reported_by})
    return Recorded(matter.number, matter.request.kind, accepted=True, party=party.code, standing=matter.standing)


def _refuse_what_does_not_fit(matter: Matter, plan: PlanPayload, round_: Round) -> None:
    if matter.standing.has_final_answer:
        raise Refused("Rådet har allerede afgjort sagen, så der kan ikke meldes nye mødedatoer.")
    if plan.planned_meeting_date and plan.planned_meeting_date < round_.opened_on:
        raise Refused(f"Mødet kan ikke ligge før den {danish_date(round_.opened_on)}, hvor sagen blev sendt ud.")


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
