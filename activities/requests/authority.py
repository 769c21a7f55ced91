"""What passes between the parties and the authority."""

from dataclasses import replace

from activities.handling.context import Refused, RequestContext
from activities.handling.registry import handles
from activities.requests.desk import clear_desk
from activities.requests.follow_up import add_points, owner_of
from activities.requests.inquiries import refuse_missing
from models.agreements.cycle_log import correspondence
from models.tables import AuthorityEvent, DeskTask, TaskKind
from request_types.follow_up import AUTHORITY, AuthorityPayload
from workflows.contracts.requests import Recorded
from workflows.rules.authority import AuthorityStep, may_follow
from workflows.rules.course.phases import Phase

TASKS = {
    AuthorityStep.OBJECTED: TaskKind.OBJECTION,
    AuthorityStep.INFORMATION_ASKED: TaskKind.INFORMATION_ASKED,
}


@handles(AUTHORITY)
def handle_authority(context: RequestContext, told: AuthorityPayload) -> Recorded:
    """Record one step of the correspondence; the points of an answer become initiatives."""
    _refuse_what_does_not_fit(context, told)
    if told.points:
        add_points(context, told.points, owner_of(context, told.owner))
    context.session.add(_event(context, told))
    clear_desk(context, TaskKind.INFORMATION_ASKED)
    if told.step in TASKS:
        _lay_on_desk(context, TASKS[told.step])
    points = {f"point_{number}": title for number, title in enumerate(told.points, start=1)}
    context.enter(
        {
            "step": told.step.value,
            "happened_on": told.happened_on.isoformat(),
            "sha256": told.answer_sha256,
            "points": len(told.points),
            "owner": told.owner if told.points else "",
        },
        {"text": told.text, **points},
    )
    return replace(context.done(), authority=told.step, is_plan_stale=True)


def _refuse_what_does_not_fit(context: RequestContext, told: AuthorityPayload) -> None:
    if context.cycle.phase is not Phase.SUBMISSION:
        raise Refused(f"Forløbet er i fasen {context.cycle.phase}, ikke {Phase.SUBMISSION}.")
    terms = context.kind.authority
    assert terms is not None, "the phase is there only with an authority"
    refuse_missing(context, told.answer_sha256)
    earlier = correspondence(context.session, context.cycle)
    before = earlier[-1].step if earlier else None
    if not may_follow(told.step, before, role=terms.role):
        after = f"»{before.danish}«" if before else f"noget, der endnu ikke er sendt til {terms.name}"
        raise Refused(f"»{told.step.danish}« kan ikke følge efter {after}.")


def _event(context: RequestContext, told: AuthorityPayload) -> AuthorityEvent:
    return AuthorityEvent(
        request_id=context.number,
        cycle_id=context.cycle.id,
        step=told.step,
        happened_on=told.happened_on,
        text=told.text,
        sha256=told.answer_sha256,
        recorded_at=context.at,
    )


def _lay_on_desk(context: RequestContext, kind: TaskKind) -> None:
    key = f"{kind.name.lower()}/{context.number}"
    context.session.add(DeskTask(key=key, kind=kind, cycle_id=context.cycle.id, opened_at=context.at))
