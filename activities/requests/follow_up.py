"""What follows the approval: the authority, initiatives and evaluations."""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import col, func, select

from activities.handling.context import Refused, RequestContext
from activities.handling.registry import handles
from activities.recording.closing import open_inquiries, shut
from activities.recording.initiatives import ownerless_tasks
from activities.requests.desk import clear_desk, finish
from activities.requests.inquiries import refuse_missing
from models.agreements.cycle_log import correspondence
from models.directory.bodies import body_in
from models.tables import AuthorityEvent, Body, DeskTask, Evaluation, Initiative, InitiativeMilestone, TaskKind
from request_types.follow_up import (
    AUTHORITY,
    EVALUATION,
    INITIATIVE,
    AuthorityPayload,
    EvaluationPayload,
    InitiativePayload,
)
from workflows.contracts.requests import Recorded
from workflows.rules.authority import AuthorityStep, may_follow
from workflows.rules.course.phases import Phase
from workflows.rules.follow_up import EvaluationKind, InitiativeSource, Progress

TASKS = {
    AuthorityStep.OBJECTED: TaskKind.OBJECTION,
    AuthorityStep.INFORMATION_ASKED: TaskKind.INFORMATION_ASKED,
}
PHASE_OF = {EvaluationKind.MIDWAY: Phase.FOLLOW_UP, EvaluationKind.FINAL: Phase.EVALUATION}


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


@handles(INITIATIVE)
def handle_initiative(context: RequestContext, wanted: InitiativePayload) -> Recorded:
    """Record a new initiative, or a change of one."""
    owner = owner_of(context, wanted.owner)
    initiative = _known(context, wanted.number) if wanted.number else _new(context, owner)
    initiative.title, initiative.paragraph, initiative.goal = wanted.title, wanted.paragraph, wanted.goal
    initiative.owner_code, initiative.source = owner.code, wanted.source or initiative.source
    initiative.progress = wanted.progress or initiative.progress
    context.session.add(initiative)
    context.session.flush()
    _replace_milestones(context, initiative, wanted)
    for task in ownerless_tasks(context.session, initiative):
        finish(context, task)
    _enter(context, initiative, wanted)
    return context.done()


def owner_of(context: RequestContext, code_or_name: str) -> Body:
    """Return the region's body that is called so today.

    Raises:
        Refused: there is none.
    """
    body = body_in(context.session, context.cycle.region_code, code_or_name, on=context.today)
    if body is None:
        raise Refused(f"»{code_or_name}« er ikke et organ i regionen i dag. Vælg et, der står i kataloget.")
    return body


def add_points(context: RequestContext, titles: Sequence[str], owner: Body) -> None:
    """Take down each point of the authority's answer as an initiative."""
    for title in titles:
        initiative = _new(context, owner, InitiativeSource.AUTHORITY)
        initiative.title = title
        context.session.add(initiative)
        context.session.flush()


def _known(context: RequestContext, number: int) -> Initiative:
    mine = select(Initiative).where(Initiative.cycle_id == context.cycle.id, Initiative.number == number)
    initiative = context.session.exec(mine).first()
    if initiative is None:
        raise Refused(f"Indsats nr. {number} findes ikke i dette forløb.")
    return initiative


def _new(
    context: RequestContext, owner: Body, source: InitiativeSource = InitiativeSource.AGREEMENT
) -> Initiative:
    newest = select(func.max(col(Initiative.number))).where(Initiative.cycle_id == context.cycle.id)
    return Initiative(
        cycle_id=context.cycle.id,
        number=(context.session.exec(newest).one() or 0) + 1,
        title="",
        owner_code=owner.code,
        source=source,
        progress=Progress.NOT_STARTED,
        request_id=context.number,
        recorded_at=context.at,
    )


def _replace_milestones(context: RequestContext, initiative: Initiative, wanted: InitiativePayload) -> None:
    assert initiative.id is not None
    mine = select(InitiativeMilestone).where(InitiativeMilestone.initiative_id == initiative.id)
    for milestone in context.session.exec(mine).all():
        context.session.delete(milestone)
    for new in wanted.milestones:
        context.session.add(InitiativeMilestone(initiative_id=initiative.id, title=new.title, due_on=new.due_on))


def _enter(context: RequestContext, initiative: Initiative, wanted: InitiativePayload) -> None:
    milestones = {f"milestone_{number}": each.title for number, each in enumerate(wanted.milestones, start=1)}
    context.enter(
        {
            "initiative": initiative.number,
            "owner": initiative.owner_code,
            "source": initiative.source.value,
            "progress": initiative.progress.value,
            "milestones": ",".join(each.due_on.isoformat() for each in wanted.milestones),
        },
        {"title": wanted.title, "paragraph": wanted.paragraph, "goal": wanted.goal, **milestones},
    )


@handles(EVALUATION)
def handle_evaluation(context: RequestContext, made: EvaluationPayload) -> Recorded:
    """Record an evaluation: the midway one while the agreement is followed up, the final one at its end."""
    if context.cycle.phase is not PHASE_OF[made.kind]:
        raise Refused(f"En {made.kind.danish} hører til i fasen {PHASE_OF[made.kind]}.")
    refuse_missing(context, made.report_sha256)
    context.session.add(
        Evaluation(
            request_id=context.number,
            cycle_id=context.cycle.id,
            kind=made.kind,
            made_on=made.made_on,
            text=made.text,
            sha256=made.report_sha256,
            recorded_at=context.at,
        )
    )
    facts = {"evaluation": made.kind.value, "made_on": made.made_on.isoformat(), "sha256": made.report_sha256}
    context.enter(facts, {"text": made.text})
    if made.kind is EvaluationKind.FINAL:  # with it the cycle ends, and nobody is asked any more
        for inquiry in open_inquiries(context.session, context.cycle.id):
            context.letters.extend(shut(context.session, inquiry, at=context.at))
    return replace(context.done(), is_plan_stale=True)
