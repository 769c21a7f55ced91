"""Recording what passes between the parties and the authority."""

from dataclasses import replace

from activities.recording.asked import refuse_missing
from activities.recording.desk import clear_desk
from activities.recording.initiatives import add_points, owner_of
from activities.recording.matter import Matter, Refused
from models.cycle_log import correspondence
from models.tables import AuthorityEvent, DeskTask, TaskKind
from request_types import AuthorityPayload
from workflows.contracts.requests import Recorded
from workflows.rules.authority import AuthorityStep, may_follow
from workflows.rules.phases import Phase

TASKS = {
    AuthorityStep.OBJECTED: TaskKind.OBJECTION,
    AuthorityStep.INFORMATION_ASKED: TaskKind.INFORMATION_ASKED,
}


def record_authority(matter: Matter) -> Recorded:
    """Record one step of the correspondence; the points of an answer become initiatives."""
    told = matter.payload(AuthorityPayload)
    _refuse_what_does_not_fit(matter, told)
    if told.points:
        if not told.owner:
            raise Refused("Skriv, hvilket organ der skal følge op på myndighedens punkter.")
        add_points(matter, told.points, owner_of(matter, told.owner))
    matter.session.add(_event(matter, told))
    clear_desk(matter, TaskKind.INFORMATION_ASKED)
    if told.step in TASKS:
        _lay_on_desk(matter, TASKS[told.step])
    points = {f"point_{number}": title for number, title in enumerate(told.points, start=1)}
    matter.enter(
        {
            "step": told.step.value,
            "happened_on": told.happened_on.isoformat(),
            "sha256": told.answer_sha256,
            "points": len(told.points),
            "owner": told.owner if told.points else "",
        },
        {"text": told.text, **points},
    )
    return replace(matter.done(), authority=told.step, is_plan_stale=True)


def _refuse_what_does_not_fit(matter: Matter, told: AuthorityPayload) -> None:
    if matter.cycle.phase is not Phase.SUBMISSION:
        raise Refused(f"Forløbet er i fasen {matter.cycle.phase}, ikke {Phase.SUBMISSION}.")
    terms = matter.kind.authority
    if terms is None:
        raise Refused("Denne slags aftale sendes ikke til nogen myndighed.")
    if told.happened_on > matter.today:
        raise Refused("Datoen ligger i fremtiden.")
    refuse_missing(matter, told.answer_sha256)
    earlier = correspondence(matter.session, matter.cycle)
    before = earlier[-1].step if earlier else None
    if not may_follow(told.step, before, role=terms.role):
        after = f"»{before.danish}«" if before else f"noget, der endnu ikke er sendt til {terms.name}"
        raise Refused(f"»{told.step.danish}« kan ikke følge efter {after}.")


def _event(matter: Matter, told: AuthorityPayload) -> AuthorityEvent:
    return AuthorityEvent(
        request_id=matter.number,
        cycle_id=matter.cycle.id,
        step=told.step,
        happened_on=told.happened_on,
        text=told.text,
        sha256=told.answer_sha256,
        recorded_at=matter.at,
    )


def _lay_on_desk(matter: Matter, kind: TaskKind) -> None:
    key = f"{kind.name.lower()}/{matter.number}"
    matter.session.add(DeskTask(key=key, kind=kind, cycle_id=matter.cycle.id, opened_at=matter.at))
