"""What follows an agreement: initiatives and their status, the authority's correspondence, evaluations."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from models.tables import AuthorityEvent, Body, Evaluation, Initiative, InitiativeMilestone, StatusReport
from workflows.rules.authority import AuthorityStep
from workflows.rules.follow_up import EvaluationKind, InitiativeSource, Progress


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """A milestone of an initiative; `due_on` is a local date."""

    title: str
    due_on: date


@dataclass(frozen=True, slots=True)
class ReportLine:
    """An initiative's status as it was told in the status round `slug`; `recorded_at` is UTC."""

    slug: str
    progress: Progress
    note: str
    reported_by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class InitiativeLine:
    """An initiative with its newest status; `reports` are the newest first."""

    number: int
    title: str
    paragraph: str
    goal: str
    owner_code: str
    owner: str
    source: InitiativeSource
    progress: Progress
    milestones: tuple[MilestoneLine, ...]
    reports: tuple[ReportLine, ...]

    @property
    def note(self) -> str:
        """What was told last, beside the status."""
        return self.reports[0].note if self.reports else ""

    @property
    def is_open(self) -> bool:
        """Tell whether its owner is still asked about it."""
        return not self.progress.is_final


@dataclass(frozen=True, slots=True)
class AuthorityLine:
    """A step of the correspondence with the authority; `happened_on` is a local date."""

    step: AuthorityStep
    happened_on: date
    text: str
    sha256: str | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class EvaluationLine:
    """An evaluation; `made_on` is a local date."""

    kind: EvaluationKind
    made_on: date
    text: str
    sha256: str | None
    recorded_at: datetime


def initiatives_of_cycle(session: Session, cycle_id: str) -> tuple[InitiativeLine, ...]:
    """Return a cycle's initiatives by number, in three statements."""
    milestones, reports = _milestones(session, cycle_id), _reports(session, cycle_id)
    query = select(Initiative, Body.name).join(Body, col(Body.code) == Initiative.owner_code)
    rows = session.exec(query.where(Initiative.cycle_id == cycle_id).order_by(col(Initiative.number)))
    return tuple(
        InitiativeLine(
            number=row.number,
            title=row.title,
            paragraph=row.paragraph,
            goal=row.goal,
            owner_code=row.owner_code,
            owner=owner,
            source=row.source,
            progress=row.progress,
            milestones=tuple(milestones[row.id or 0]),
            reports=tuple(reports[row.id or 0]),
        )
        for row, owner in rows
    )


def authority_of_cycle(session: Session, cycle_id: str) -> tuple[AuthorityLine, ...]:
    """Return the correspondence with the authority in the order in which it was recorded."""
    query = select(AuthorityEvent).where(AuthorityEvent.cycle_id == cycle_id).order_by(col(AuthorityEvent.id))
    fields = AuthorityLine.__slots__
    return tuple(AuthorityLine(**{name: getattr(row, name) for name in fields}) for row in session.exec(query))


def evaluations_of_cycle(session: Session, cycle_id: str) -> tuple[EvaluationLine, ...]:
    """Return a cycle's evaluations in the order in which they were recorded."""
    query = select(Evaluation).where(Evaluation.cycle_id == cycle_id).order_by(col(Evaluation.id))
    fields = EvaluationLine.__slots__
    return tuple(EvaluationLine(**{name: getattr(row, name) for name in fields}) for row in session.exec(query))


def _milestones(session: Session, cycle_id: str) -> dict[int, list[MilestoneLine]]:
    found: dict[int, list[MilestoneLine]] = defaultdict(list)
    query = select(InitiativeMilestone).join(Initiative, col(Initiative.id) == InitiativeMilestone.initiative_id)
    mine = query.where(Initiative.cycle_id == cycle_id)
    in_order = mine.order_by(col(InitiativeMilestone.due_on), col(InitiativeMilestone.id))
    for row in session.exec(in_order):
        found[row.initiative_id].append(MilestoneLine(row.title, row.due_on))
    return found


def _reports(session: Session, cycle_id: str) -> dict[int, list[ReportLine]]:
    found: dict[int, list[ReportLine]] = defaultdict(list)
    query = select(StatusReport).where(StatusReport.cycle_id == cycle_id).order_by(col(StatusReport.id).desc())
    for row in session.exec(query):
        fields = {name: getattr(row, name) for name in ReportLine.__slots__}
        found[row.initiative_id].append(ReportLine(**fields))
    return found
