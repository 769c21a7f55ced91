"""What is asked of the calendar, and what that stands on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict
from sqlmodel import Session

from models.directory import RegionFacts, UnknownRegion, region_by_code
from models.kinds import UnknownKind, kind_by_code
from request_types.dates import CHECK_THE_YEAR, FARTHEST, faults_of_far_dates
from request_types.faults import BadInput, Fault, Missing, read_model
from workflows.rules.calendar.danish import danish_date
from workflows.rules.course.approval_window import approval_deadline, planned_dispatch
from workflows.rules.kinds import AgreementKind

_FALLBACKS: Final = {"in_force": "2000-01-01"}


class PlanQuestion(BaseModel):
    """What somebody asks of the calendar; dates are local, `region` is a code or a name.

    Without a `deadline` it is counted back from `in_force`, without a `dispatch` from the deadline.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    in_force: Annotated[date, Missing("Skriv aftalens første dag.")]
    kind: str = "sundhedsaftale"
    region: str = "Nordjylland"
    dispatch: date | None = None
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class PlanBasis:
    """What a plan stands on: the kind as the office has it now, the region, and local dates.

    `chosen` are the codes of the parties where the kind lets them be chosen. Meetings are looked for from the year
    of `since`: the dispatch, or the kind's own, whichever is earlier.
    """

    kind: AgreementKind
    region: RegionFacts
    in_force: date
    deadline: date
    dispatch: date
    chosen: tuple[str, ...] = ()

    @property
    def since(self) -> date:
        """The first day whose year's meetings matter."""
        return min(self.dispatch, planned_dispatch(self.kind, deadline=self.deadline))


def read_plan_question(values: Mapping[str, object]) -> PlanQuestion:
    """Return what was asked.

    Raises:
        BadInput: with every fault, as Danish sentences.
    """
    return read_model(PlanQuestion, values, fallbacks=_FALLBACKS)


def basis_of_plan(session: Session, question: PlanQuestion, *, today: date) -> PlanBasis:
    """Return what the plan stands on, seen from the Danish local date `today`.

    Raises:
        BadInput: with every fault, as Danish sentences.
    """
    days = {"in_force": question.in_force, "dispatch": question.dispatch, "deadline": question.deadline}
    if faults := tuple(faults_of_far_dates(days, today=today)):
        raise BadInput(*faults)
    kind, region = _kind(session, question.kind), _region(session, question.region)
    deadline = question.deadline or approval_deadline(kind, in_force_on=question.in_force)
    dispatch = question.dispatch or max(today, planned_dispatch(kind, deadline=deadline))
    basis = PlanBasis(kind, region, question.in_force, deadline, dispatch)
    if faults := tuple(_faults(basis, question, today)):
        raise BadInput(*faults)
    return basis


def _kind(session: Session, code: str) -> AgreementKind:
    try:
        return kind_by_code(session, code)
    except UnknownKind:
        raise BadInput(Fault("kind", f"Arten »{code}« kendes ikke.")) from None


def _region(session: Session, name: str) -> RegionFacts:
    try:
        return region_by_code(session, name)
    except UnknownRegion:
        raise BadInput(Fault("region", f"Regionen »{name}« kendes ikke.")) from None


def _faults(basis: PlanBasis, question: PlanQuestion, today: date) -> Iterator[Fault]:
    if basis.in_force <= today:
        yield Fault("in_force", "Ikrafttrædelsen ligger ikke ude i fremtiden; vælg en senere dato.")
    elif basis.in_force > today + FARTHEST:
        yield Fault("in_force", f"Ikrafttrædelsen ligger mere end ti år fremme. {CHECK_THE_YEAR}")
    elif basis.deadline <= today:
        yield Fault("deadline" if question.deadline else "in_force", _too_late(basis, question))
    elif basis.deadline > basis.in_force:
        yield Fault("deadline", "Rådenes frist ligger efter ikrafttrædelsen.")
    elif basis.dispatch < today:
        yield Fault("dispatch", "Udsendelsen ligger i fortiden.")
    elif basis.dispatch > basis.deadline:
        yield Fault("dispatch", f"Udsendelsen ligger efter rådenes frist, {danish_date(basis.deadline)}.")


def _too_late(basis: PlanBasis, question: PlanQuestion) -> str:
    if question.deadline:
        return "Rådenes frist ligger ikke ude i fremtiden; vælg en senere dato."
    deadline, in_force = danish_date(basis.deadline), danish_date(basis.in_force)
    return f"Rådene skulle have godkendt senest {deadline}, for at aftalen kan træde i kraft {in_force}."
