"""What a coordinator is told on Monday: how each agreement stands, who is late, and what has happened."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlmodel import Session, col, select

from activities.letters.facts.gathering import office_of
from activities.letters.facts.shapes import Office
from models.calendar import local_day
from models.directory.parties import cluster_slug
from models.queries.cycle.councils import CouncilLine, council_lines
from models.queries.cycle.overview import CycleLine, cycle_lines, newest_rounds
from models.tables import Body, Cycle, Role, Staff
from workflows.rules.course.phases import Phase

A_WEEK: Final = timedelta(days=7)
MOST_AGREEMENTS: Final = 3
MOST_NAMES: Final = 4


@dataclass(frozen=True, slots=True)
class Names:
    """Some names, and how many more there are."""

    shown: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class AgreementWeek:
    """An agreement's week; `deadline` is a local date, `news` says what councils decided ("Læsø (godkendt)")."""

    title: str
    phase: Phase
    deadline: date | None
    approved: int
    total: int
    news: Names
    late: Names


@dataclass(frozen=True, slots=True)
class Week:
    """What one coordinator is told; `more` counts agreements that are not named.

    `cluster` is what Danes call the cluster ("Gødstrup"), `slug` what Temporal calls it, `region` its region's
    name; they are empty for who looks after all.
    """

    name: str
    address: str
    cluster: str
    slug: str
    region: str
    agreements: tuple[AgreementWeek, ...]
    more: int
    office: Office
    is_example: bool


def coordinators(session: Session) -> tuple[int, ...]:
    """Return the active coordinators by id; nobody where no agreement runs."""
    runs = select(Cycle.id).where(col(Cycle.phase).not_in([phase for phase in Phase if phase.is_final]))
    if session.exec(runs.limit(1)).first() is None:
        return ()
    active = select(Staff.id).where(Staff.role == Role.COORDINATOR, col(Staff.is_active).is_(True))
    return tuple(number for number in session.exec(active.order_by(col(Staff.id))) if number is not None)


def week_of(session: Session, staff: int, *, at: datetime) -> Week | None:
    """Return the week before `at` (UTC) as a coordinator is told of it; None where there is nobody or nothing.

    Raises:
        NoSecretariatContact: nobody has said who writes the letter.
    """
    row = session.get(Staff, staff)
    cluster = session.get(Body, row.cluster) if row and row.cluster else None
    running = _running(session, cluster)
    if row is None or not row.is_active or not running:
        return None
    named = running[:MOST_AGREEMENTS]
    first = session.get_one(Cycle, named[0].id)
    slug = cluster_slug(cluster) if cluster else ""
    return Week(
        name=row.name,
        address=row.email,
        cluster=cluster.short_name if cluster else "",
        slug=slug,
        region=named[0].region if cluster else "",
        agreements=tuple(_agreement(session, line, slug, at) for line in named),
        more=len(running) - len(named),
        office=office_of(session, first.region_code),
        is_example=all(line.is_example for line in named),
    )


def _running(session: Session, cluster: Body | None) -> list[CycleLine]:
    """Return the agreements that run, of the cluster's region where there is one, the most urgent first."""
    of_region = select(Cycle.id).where(Cycle.region_code == (cluster.region_code if cluster else ""))
    its_own = set(session.exec(of_region))
    running = [line for line in cycle_lines(session) if not line.phase.is_final]
    meant = [line for line in running if cluster is None or line.id in its_own]
    return sorted(meant, key=lambda line: (not line.is_at_the_councils, line.deadline or line.period_end))


def _agreement(session: Session, line: CycleLine, cluster: str, at: datetime) -> AgreementWeek:
    councils = _councils(session, line, cluster, local_day(at))
    news = (each for each in councils if each.decision and each.decision.recorded_at >= at - A_WEEK)
    return AgreementWeek(
        title=line.title,
        phase=line.phase,
        deadline=line.deadline if line.is_at_the_councils else None,
        approved=line.approved,
        total=line.total,
        news=_names(f"{each.name} ({each.decision.outcome.danish})" for each in news if each.decision),
        late=_names(each.name for each in councils if each.is_late),
    )


def _councils(session: Session, line: CycleLine, cluster: str, today: date) -> list[CouncilLine]:
    if not line.is_at_the_councils:
        return []
    councils = council_lines(session, round_=newest_rounds(session, [line.id])[line.id], today=today)
    return [each for each in councils if not cluster or cluster in each.clusters]


def _names(names: Iterable[str]) -> Names:
    all_of_them = tuple(names)
    return Names(all_of_them[:MOST_NAMES], max(0, len(all_of_them) - MOST_NAMES))
