"""Who is asked in an agreement: councils by their authority, other bodies by themselves."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, or_, select

from models.directory.facts import PartyBody
from models.directory.succession.lineage import successor_of, territory_of
from models.store.collation import danish_sort_key, last_sort_key
from models.tables import Body, BodyKind, Membership
from workflows.rules.kinds import PartySelector

_AUTHORITIES: Final = {
    PartySelector.REGION_AND_MUNICIPALITIES: (BodyKind.MUNICIPALITY, BodyKind.REGION),
    PartySelector.MUNICIPALITIES: (BodyKind.MUNICIPALITY,),
    PartySelector.REGION: (BodyKind.REGION,),
    PartySelector.CHOSEN: (BodyKind.MUNICIPALITY, BodyKind.REGION),
}
_BODIES: Final = {
    PartySelector.KKR: BodyKind.KKR,
    PartySelector.COMMITTEE: BodyKind.PRACTICE_COMMITTEE,
    PartySelector.SSU: BodyKind.SSU,
    PartySelector.CLUSTERS: BodyKind.CLUSTER,
    PartySelector.PATIENTS: BodyKind.PATIENT_COMMITTEE,
    PartySelector.PRACTITIONERS: BodyKind.PRACTITIONERS,
}
COUNCILS: Final = (BodyKind.MUNICIPAL_COUNCIL, BodyKind.REGIONAL_COUNCIL)


def party_bodies(
    session: Session,
    *,
    region_code: str,
    selector: PartySelector,
    on: date,
    chosen: Collection[str] = (),
) -> tuple[PartyBody, ...]:
    """Return the bodies that are asked on the local date `on`, as Danes order them, Regionsrådet last.

    A council goes by its municipality's or region's code, another body by its own. `chosen` are the codes of the
    municipalities and the region that are meant where the selector is CHOSEN; it is not looked at elsewhere.
    A body that does not exist on that day is no party, nor is a cluster shown that does not. The region may have
    taken over others' territory, and another may have taken its place by then.
    """
    regions = territory_of(session, region_code, on=on)
    if selector in _BODIES:
        found = _of_kind(session, regions, _BODIES[selector], on)
    else:
        found = _councils(session, (*regions, successor_of(session, region_code, on=on)), selector, on)
    is_chosen = selector is PartySelector.CHOSEN
    parties = (party for party in found if not is_chosen or party.code in chosen)
    return tuple(sorted(parties, key=lambda party: (party.sort_key, party.code)))


def holds(table: type[Body | Membership], on: date) -> ColumnElement[bool]:
    """Return the condition that a row of `table` is valid on the local date `on`."""
    return and_(
        col(table.valid_from) <= on,
        or_(col(table.valid_to).is_(None), col(table.valid_to) >= on),
    )


def _of_kind(session: Session, regions: Sequence[str], kind: BodyKind, on: date) -> Iterator[PartyBody]:
    bodies = session.exec(
        select(Body).where(col(Body.region_code).in_(regions), Body.kind == kind, holds(Body, on))
    )
    for body in bodies:
        # "Horsens" is a municipality; its cluster needs its full name to be told from it
        name = body.name if kind is BodyKind.CLUSTER else body.short_name
        yield PartyBody(
            code=body.code, name=name, title=body.name, body_code=body.code, sort_key=danish_sort_key(name)
        )


def _councils(session: Session, regions: Sequence[str], selector: PartySelector, on: date) -> Iterator[PartyBody]:
    clusters = _clusters_by_member(session, on)
    for authority, council in _by_authority(session, regions, _AUTHORITIES[selector], on):
        yield _council(authority, council, clusters.get(authority.code, ()))


def _by_authority(
    session: Session, regions: Sequence[str], kinds: tuple[BodyKind, ...], on: date
) -> list[tuple[Body, Body]]:
    is_meant = and_(col(Body.region_code).in_(regions), col(Body.kind).in_(kinds), holds(Body, on))
    authorities = {body.code: body for body in session.exec(select(Body).where(is_meant))}
    found = session.exec(
        select(Membership.body_code, Body)
        .join(Body, col(Body.code) == Membership.member_code)
        .where(col(Body.kind).in_(COUNCILS), holds(Membership, on), holds(Body, on))
    )
    return [(authorities[code], council) for code, council in found if code in authorities]


def _clusters_by_member(session: Session, on: date) -> dict[str, tuple[str, ...]]:
    found = session.exec(
        select(Membership.member_code, Body)
        .join(Body, col(Body.code) == Membership.body_code)
        .where(Body.kind == BodyKind.CLUSTER, holds(Membership, on), holds(Body, on))
        .order_by(col(Membership.is_primary).desc(), Body.code)
    )
    clusters: dict[str, tuple[str, ...]] = {}
    for member, cluster in found:
        clusters[member] = (*clusters.get(member, ()), cluster_slug(cluster))
    return clusters


def cluster_slug(cluster: Body) -> str:
    """Return how parties and Temporal name a cluster: "goedstrup" of "klynge-1082-goedstrup"."""
    return cluster.code.removeprefix(f"klynge-{cluster.region_code}-")


def _council(authority: Body, council: Body, clusters: tuple[str, ...]) -> PartyBody:
    is_region = authority.kind is BodyKind.REGION
    name = council.short_name if is_region else authority.short_name
    return PartyBody(
        code=authority.code,
        name=name,
        title=authority.name,
        body_code=council.code,
        sort_key=last_sort_key(name) if is_region else danish_sort_key(name),
        clusters=clusters,
    )
