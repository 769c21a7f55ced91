"""What may be chosen when a cycle is started."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlmodel import Session, col, select

from models.directory.bodies import exists
from models.directory.parties import cluster_slug
from models.directory.succession.lineage import territory_of
from models.kinds import kind_of
from models.tables import Body, BodyKind, Cycle, Kind

_NO_OWNERS: Final = (BodyKind.MUNICIPAL_COUNCIL, BodyKind.REGIONAL_COUNCIL, BodyKind.SECRETARIAT)


@dataclass(frozen=True, slots=True)
class StartChoices:
    """Kinds and regions as code and name, in Danish order."""

    kinds: tuple[tuple[str, str], ...]
    regions: tuple[tuple[str, str], ...]


def start_choices(session: Session) -> StartChoices:
    """Return the kinds and regions that there are."""
    kinds = session.exec(select(Kind.code, Kind.title).order_by(Kind.title))
    regions = select(Body.code, Body.name).where(Body.kind == BodyKind.REGION).order_by(Body.sort_key)
    return StartChoices(tuple((*row,) for row in kinds), tuple((*row,) for row in session.exec(regions)))


def bodies_of_region(session: Session, cycle_id: str, *, today: date) -> tuple[tuple[str, str], ...]:
    """Return the bodies of a cycle's region that may own an initiative on the local date `today`.

    They are codes and names in Danish order; a municipality and a region stand for their councils. The region has
    what it took over from others.
    """
    cycle = session.get(Cycle, cycle_id)
    regions = territory_of(session, cycle.region_code, on=today) if cycle else ()
    query = select(Body).where(col(Body.region_code).in_(regions), col(Body.kind).not_in(_NO_OWNERS))
    bodies = session.exec(query.order_by(Body.sort_key, Body.code))
    return tuple((body.code, body.name) for body in bodies if exists(body, on=today))


def clusters_of_cycle(session: Session, cycle_id: str, *, today: date) -> list[Body]:
    """Return the clusters of a cycle's region, as rows, on the local date `today`."""
    cycle = session.get(Cycle, cycle_id)
    regions = territory_of(session, cycle.region_code, on=today) if cycle else ()
    query = select(Body).where(col(Body.region_code).in_(regions), Body.kind == BodyKind.CLUSTER)
    return list(session.exec(query))


def cluster_names(session: Session, cycle_id: str, *, today: date) -> dict[str, str]:
    """Return what Danes call the clusters of a cycle's region on the local date `today`.

    They are found by the name that its parties and Temporal know them by: {"goedstrup": "Gødstrup"}.
    """
    clusters = clusters_of_cycle(session, cycle_id, today=today)
    return {cluster_slug(cluster): cluster.short_name for cluster in clusters}


def parts_of_kind(session: Session, code: str) -> tuple[str, ...]:
    """Return what the parts of a kind's agreement are called; empty where it is one document, or no kind."""
    row = session.get(Kind, code)
    return kind_of(row.definition).parts if row else ()
