"""Recording the adoption by the body that drafted the text, and the day on which it is planned."""

from dataclasses import replace

from activities.recording.asked import refuse_missing
from activities.recording.desk import clear_desk
from activities.recording.hearings import unjudged
from activities.recording.matter import Matter, Refused
from activities.recording.versions import BEFORE_THE_COUNCILS, text_to_send
from models.cycle_log import is_granted_in_phase
from models.tables import TaskKind
from request_types import AdoptionPayload, AdoptionPlanPayload
from workflows.contracts.requests import Recorded
from workflows.rules.phases import Phase
from workflows.rules.requests import RequestKind


def record_adoption_plan(matter: Matter) -> Recorded:
    """Record on which day the text is to be adopted; contacts are confirmed some weeks before."""
    plan = matter.payload(AdoptionPlanPayload)
    if matter.cycle.phase not in BEFORE_THE_COUNCILS:
        raise Refused("Teksten er allerede vedtaget.")
    if plan.adoption_on < matter.today:
        raise Refused("Datoen for vedtagelsen ligger i fortiden.")
    old = matter.cycle.adoption_on
    matter.cycle.adoption_on = plan.adoption_on
    matter.session.add(matter.cycle)
    days = {"old_date": old.isoformat() if old else None, "new_date": plan.adoption_on.isoformat()}
    matter.enter(days, {"reason": plan.reason})
    return replace(matter.done(), is_plan_stale=True)


def record_adoption(matter: Matter) -> Recorded:
    """Record that the drafting body adopted the newest version; every remark of the hearing must be judged."""
    adoption = matter.payload(AdoptionPayload)
    if matter.cycle.phase is not Phase.ADOPTION:
        raise Refused(f"Forløbet er i fasen {matter.cycle.phase}, ikke {Phase.ADOPTION}.")
    if is_granted_in_phase(matter.session, matter.cycle.id, RequestKind.ADOPTION):
        raise Refused("Teksten er allerede vedtaget.")
    if adoption.adopted_on > matter.today:
        raise Refused("Datoen for vedtagelsen ligger i fremtiden.")
    refuse_missing(matter, adoption.minutes_sha256)
    version = text_to_send(matter)
    if lacking := unjudged(matter):
        raise Refused(f"Disse høringssvar er endnu ikke behandlet: {', '.join(lacking)}.")
    clear_desk(matter, TaskKind.HEARING_ANSWER)
    matter.enter(
        {
            "version": version,
            "adopted_on": adoption.adopted_on.isoformat(),
            "minutes_sha256": adoption.minutes_sha256,
        }
    )
    return matter.done()
