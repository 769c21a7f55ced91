"""Recording initiatives: new ones, changed ones, those that the authority asks for."""

from collections.abc import Sequence

from sqlmodel import Session, col, func, select

from activities.recording.desk import finish
from activities.recording.matter import Matter, Refused
from models.bodies import body_in
from models.tables import Body, DeskTask, Initiative, InitiativeMilestone, TaskKind
from request_types import InitiativePayload
from workflows.contracts.requests import Recorded
from workflows.rules.follow_up import InitiativeSource, Progress


def record_initiative(matter: Matter) -> Recorded:
    """Record a new initiative, or a change of one."""
    wanted = matter.payload(InitiativePayload)
    owner = owner_of(matter, wanted.owner)
    initiative = _known(matter, wanted.number) if wanted.number else _new(matter, owner)
    initiative.title, initiative.paragraph, initiative.goal = wanted.title, wanted.paragraph, wanted.goal
    initiative.owner_code, initiative.source = owner.code, wanted.source or initiative.source
    initiative.progress = wanted.progress or initiative.progress
    matter.session.add(initiative)
    matter.session.flush()
    _replace_milestones(matter, initiative, wanted)
    for task in ownerless_tasks(matter.session, initiative):
        finish(matter, task)
    _enter(matter, initiative, wanted)
    return matter.done()


def owner_of(matter: Matter, code_or_name: str) -> Body:
    """Return the region's body that is called so today.

    Raises:
        Refused: there is none.
    """
    body = body_in(matter.session, matter.cycle.region_code, code_or_name, on=matter.today)
    if body is None:
        raise Refused(f"»{code_or_name}« er ikke et organ i regionen i dag. Vælg et, der står i kataloget.")
    return body


def add_points(matter: Matter, titles: Sequence[str], owner: Body) -> None:
    """Take down each point of the authority's answer as an initiative."""
    for title in titles:
        initiative = _new(matter, owner, InitiativeSource.AUTHORITY)
        initiative.title = title
        matter.session.add(initiative)
        matter.session.flush()


def open_initiatives(session: Session, cycle_id: str) -> list[Initiative]:
    """Return the initiatives that somebody is still asked about, by their numbers."""
    mine = select(Initiative).where(
        Initiative.cycle_id == cycle_id,
        col(Initiative.progress).not_in([each for each in Progress if each.is_final]),
    )
    return list(session.exec(mine.order_by(col(Initiative.number))))


def ownerless_tasks(session: Session, initiative: Initiative) -> list[DeskTask]:
    """Return the tasks on the desk that say that the initiative has no owner."""
    about = col(DeskTask.key).startswith(f"owner-ended/{initiative.id}/")
    mine = select(DeskTask).where(DeskTask.kind == TaskKind.OWNER_ENDED, about, col(DeskTask.done_at).is_(None))
    return list(session.exec(mine))


def _known(matter: Matter, number: int) -> Initiative:
    mine = select(Initiative).where(Initiative.cycle_id == matter.cycle.id, Initiative.number == number)
    initiative = matter.session.exec(mine).first()
    if initiative is None:
        raise Refused(f"Indsats nr. {number} findes ikke i dette forløb.")
    return initiative


def _new(matter: Matter, owner: Body, source: InitiativeSource = InitiativeSource.AGREEMENT) -> Initiative:
    newest = select(func.max(col(Initiative.number))).where(Initiative.cycle_id == matter.cycle.id)
    return Initiative(
        cycle_id=matter.cycle.id,
        number=(matter.session.exec(newest).one() or 0) + 1,
        title="",
        owner_code=owner.code,
        source=source,
        progress=Progress.NOT_STARTED,
        request_id=matter.number,
        recorded_at=matter.at,
    )


def _replace_milestones(matter: Matter, initiative: Initiative, wanted: InitiativePayload) -> None:
    assert initiative.id is not None
    mine = select(InitiativeMilestone).where(InitiativeMilestone.initiative_id == initiative.id)
    for milestone in matter.session.exec(mine).all():
        matter.session.delete(milestone)
    for new in wanted.milestones:
        matter.session.add(InitiativeMilestone(initiative_id=initiative.id, title=new.title, due_on=new.due_on))


def _enter(matter: Matter, initiative: Initiative, wanted: InitiativePayload) -> None:
    milestones = {f"milestone_{number}": each.title for number, each in enumerate(wanted.milestones, start=1)}
    matter.enter(
        {
            "initiative": initiative.number,
            "owner": initiative.owner_code,
            "source": initiative.source.value,
            "progress": initiative.progress.value,
            "milestones": ",".join(each.due_on.isoformat() for each in wanted.milestones),
        },
        {"title": wanted.title, "paragraph": wanted.paragraph, "goal": wanted.goal, **milestones},
    )
