"""The adoption by the body that drafted the text, and the day on which it is planned."""

from dataclasses import replace

from activities.handling.context import Refused, RequestContext
from activities.handling.registry import handles
from activities.requests.desk import clear_desk
from activities.requests.hearings import unjudged
from activities.requests.inquiries import refuse_missing
from activities.requests.versions import text_to_send
from models.agreements.cycle_log import is_granted_in_phase
from models.tables import TaskKind
from request_types.cycles import ADOPTION, ADOPTION_PLAN, AdoptionPayload, AdoptionPlanPayload
from workflows.contracts.requests import Recorded
from workflows.rules.course.phases import BEFORE_THE_COUNCILS, Phase
from workflows.rules.requests import RequestKind


@handles(ADOPTION_PLAN)
def handle_adoption_plan(context: RequestContext, plan: AdoptionPlanPayload) -> Recorded:
    """Record on which day the text is to be adopted; contacts are confirmed some weeks before."""
    if context.cycle.phase not in BEFORE_THE_COUNCILS:
        raise Refused("Teksten er allerede vedtaget.")
    context.refuse_faults(plan.faults_on(context.today))
    old = context.cycle.adoption_on
    context.cycle.adoption_on = plan.adoption_on
    context.session.add(context.cycle)
    days = {"old_date": old.isoformat() if old else None, "new_date": plan.adoption_on.isoformat()}
    context.enter(days, {"reason": plan.reason})
    return replace(context.done(), is_plan_stale=True)


@handles(ADOPTION)
def handle_adoption(context: RequestContext, adoption: AdoptionPayload) -> Recorded:
    """Record that the drafting body adopted the newest version; every remark of the hearing must be judged."""
    if context.cycle.phase is not Phase.ADOPTION:
        raise Refused(f"Forløbet er i fasen {context.cycle.phase}, ikke {Phase.ADOPTION}.")
    if is_granted_in_phase(context.session, context.cycle.id, RequestKind.ADOPTION):
        raise Refused("Teksten er allerede vedtaget.")
    refuse_missing(context, adoption.minutes_sha256)
    version = text_to_send(context)
    if lacking := unjudged(context):
        raise Refused(f"Disse høringssvar er endnu ikke behandlet: {', '.join(lacking)}.")
    clear_desk(context, TaskKind.HEARING_ANSWER)
    context.enter(
        {
            "version": version,
            "adopted_on": adoption.adopted_on.isoformat(),
            "minutes_sha256": adoption.minutes_sha256,
        }
    )
    return context.done()
