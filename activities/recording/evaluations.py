"""Recording evaluations of an agreement."""

from dataclasses import replace

from activities.recording.asked import refuse_missing
from activities.recording.closing import open_inquiries, shut
from activities.recording.matter import Matter, Refused
from models.tables import Evaluation
from request_types import EvaluationPayload
from workflows.contracts.requests import Recorded
from workflows.rules.follow_up import EvaluationKind
from workflows.rules.phases import Phase

PHASE_OF = {EvaluationKind.MIDWAY: Phase.FOLLOW_UP, EvaluationKind.FINAL: Phase.EVALUATION}


def record_evaluation(matter: Matter) -> Recorded:
    """Record an evaluation: the midway one while the agreement is followed up, the final one at its end."""
    made = matter.payload(EvaluationPayload)
    if matter.cycle.phase is not PHASE_OF[made.kind]:
        raise Refused(f"En {made.kind.danish} hører til i fasen {PHASE_OF[made.kind]}.")
    if made.made_on > matter.today:
        raise Refused("Datoen for evalueringen ligger i fremtiden.")
    refuse_missing(matter, made.report_sha256)
    matter.session.add(
        Evaluation(
            request_id=matter.number,
            cycle_id=matter.cycle.id,
            kind=made.kind,
            made_on=made.made_on,
            text=made.text,
            sha256=made.report_sha256,
            recorded_at=matter.at,
        )
    )
    facts = {"evaluation": made.kind.value, "made_on": made.made_on.isoformat(), "sha256": made.report_sha256}
    matter.enter(facts, {"text": made.text})
    if made.kind is EvaluationKind.FINAL:  # with it the cycle ends, and nobody is asked any more
        for inquiry in open_inquiries(matter.session, matter.cycle.id):
            matter.letters.extend(shut(matter.session, inquiry, at=matter.at))
    return replace(matter.done(), is_plan_stale=True)
