"""The imagined secretariat: what it does in each phase, and when."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from sqlmodel import Session, col, select

from activities.rehearsal.office_days import office_day, office_morning
from activities.rehearsal.script import Act, Ask, Doing, Inbox, cycle_of
from models.kinds import kind_of
from models.tables import Body, BodyKind, Decision, Initiative, MinutesCheck, Version
from request_types import Payload
from request_types.cycles import AdoptionPayload, AdoptionPlanPayload, CheckPayload, ConfirmPayload, ReleasePayload
from request_types.follow_up import AuthorityPayload, EvaluationPayload, InitiativePayload
from workflows.rules.authority import AuthorityRole, AuthorityStep
from workflows.rules.calendar.working_days import ONE_DAY
from workflows.rules.course.phases import Phase
from workflows.rules.follow_up import EvaluationKind
from workflows.rules.kinds import AgreementKind
from workflows.rules.requests import RequestKind

OWNERS: Final = (BodyKind.CLUSTER_STEERING_GROUP, BodyKind.SSU)
"""Who is imagined to answer for an initiative: the steering groups of a region's clusters, else its SSU."""
A_WEEK: Final = timedelta(days=7)
REVISION: Final = timedelta(days=42)
CHECKING: Final = timedelta(days=3)
CONFIRMATION: Final = timedelta(days=14)
SPARE: Final = timedelta(days=14)
_Play = Callable[[Session, Inbox, date], Iterator[Act]]


def checks(inbox: Inbox) -> list[Ask]:
    """Compare every approval that was not compared yet with the council's minutes."""
    checked = select(MinutesCheck.decision_id)
    mine = select(Decision).where(Decision.cycle_id == inbox.cycle_id, col(Decision.id).not_in(checked))
    with inbox.database.read() as session:
        decisions = session.exec(mine.order_by(col(Decision.id))).all()
    return [
        Ask(RequestKind.CHECK, CheckPayload(decision=each.id), round=each.round)
        for each in decisions
        if each.id and each.outcome.is_approval
    ]


def initiatives(inbox: Inbox) -> list[Ask]:
    """Give each owner an initiative of its own, unless the agreement has some already."""
    with inbox.database.read() as session:
        has_some = session.exec(select(Initiative.id).where(Initiative.cycle_id == inbox.cycle_id)).first()
        region = cycle_of(session, inbox).region_code
        mine = select(Body).where(Body.region_code == region)
        found = (session.exec(mine.where(Body.kind == kind).order_by(Body.code)).all() for kind in OWNERS)
        owners = [] if has_some else next(filter(None, found), [])
    return [
        Ask(RequestKind.INITIATIVE, InitiativePayload(title=f"Indsats {number} (tænkt)", owner=owner.code))
        for number, owner in enumerate(owners, start=1)
    ]


def acts_of_secretariat(session: Session, inbox: Inbox, phase: Phase, today: date) -> tuple[Act, ...]:
    """Return what the secretariat does in a phase that is entered on the local date `today`."""
    play = _PLAYS.get(phase)
    return tuple(play(session, inbox, today)) if play else ()


def release_day(kind: AgreementKind, period_start: date) -> date:
    """Return the local date by which the draft is released, so that the agreement is in force in time."""
    rest = sum((timedelta(days=stage.days) for stage in kind.stages), start=SPARE)
    if kind.hearing:
        rest += timedelta(days=kind.hearing.days)
    if Phase.ADOPTION in kind.phases:
        rest += REVISION
    if Phase.CONFIRMATION in kind.phases:
        rest += CONFIRMATION
    if kind.authority:
        rest += timedelta(days=kind.authority.answer_days)
    return period_start - rest


def _draft(session: Session, inbox: Inbox, today: date) -> Iterator[Act]:
    cycle = cycle_of(session, inbox)
    day = max(release_day(kind_of(cycle.definition), cycle.period_start), today + A_WEEK)
    yield Act(office_morning(day), lambda inbox: inbox.publish("Udkast"))
    yield Act(office_morning(office_day(day) + ONE_DAY), _asks(RequestKind.RELEASE, ReleasePayload()))


def _adopt(_session: Session, _inbox: Inbox, today: date) -> Iterator[Act]:
    published_on = office_day(today + REVISION)
    adopted_on = office_day(published_on + ONE_DAY)
    plan = AdoptionPlanPayload(adoption_on=adopted_on)
    yield Act(office_morning(today + ONE_DAY), _asks(RequestKind.ADOPTION_PLAN, plan))
    yield Act(office_morning(published_on), lambda inbox: inbox.publish("Endelig version"))
    adoption = AdoptionPayload(adopted_on=adopted_on)
    yield Act(office_morning(adopted_on), _asks(RequestKind.ADOPTION, adoption))


def _send_out(session: Session, inbox: Inbox, today: date) -> Iterator[Act]:
    """Publish the text where no phase before the approval did."""
    if session.exec(select(Version.id).where(Version.cycle_id == inbox.cycle_id)).first() is None:
        yield Act(office_morning(today), lambda inbox: inbox.publish("Endelig version"))


def _confirm(_session: Session, _inbox: Inbox, today: date) -> Iterator[Act]:
    yield Act(office_morning(today + CHECKING), lambda inbox: inbox.ask(checks(inbox)))
    day = office_day(today + CONFIRMATION)
    confirmation = ConfirmPayload(confirmed_on=day)
    yield Act(office_morning(day), _asks(RequestKind.CONFIRM, confirmation))


def _submit(session: Session, inbox: Inbox, today: date) -> Iterator[Act]:
    terms = kind_of(cycle_of(session, inbox).definition).authority
    assert terms is not None, "the phase is there only with an authority"
    approves = terms.role is AuthorityRole.APPROVES
    answer = AuthorityStep.APPROVED if approves else AuthorityStep.ADVISED
    for step, day in (
        (AuthorityStep.SUBMITTED, today + ONE_DAY),
        (AuthorityStep.ACKNOWLEDGED, today + A_WEEK),
        (answer, today + max(timedelta(days=terms.answer_days), 2 * A_WEEK)),
    ):
        letter = AuthorityPayload(step=step, happened_on=office_day(day))
        yield Act(office_morning(day), _asks(RequestKind.AUTHORITY, letter))


def _follow_up(_session: Session, _inbox: Inbox, today: date) -> Iterator[Act]:
    yield Act(office_morning(today + ONE_DAY), lambda inbox: inbox.ask(initiatives(inbox)))


def _evaluate(_session: Session, _inbox: Inbox, today: date) -> Iterator[Act]:
    day = office_day(today + REVISION)
    evaluation = EvaluationPayload(kind=EvaluationKind.FINAL, made_on=day, text="Tænkt slutevaluering.")
    yield Act(office_morning(day), _asks(RequestKind.EVALUATION, evaluation))


def _asks(kind: RequestKind, payload: Payload) -> Doing:
    return lambda inbox: inbox.ask([Ask(kind, payload)])


_PLAYS: Final[Mapping[Phase, _Play]] = {
    Phase.DRAFTING: _draft,
    Phase.ADOPTION: _adopt,
    Phase.APPROVAL: _send_out,
    Phase.CONFIRMATION: _confirm,
    Phase.SUBMISSION: _submit,
    Phase.FOLLOW_UP: _follow_up,
    Phase.EVALUATION: _evaluate,
}
