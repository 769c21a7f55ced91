"""Who the parties of an agreement are, and which region is meant."""

from datetime import date
from typing import Final

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, or_, select

from models.collation import danish_sort_key, last_sort_key
from models.directory.facts import PartyBody, RegionFacts, UnknownRegion
from models.tables import Body, BodyKind, Membership
from workflows.rules.kinds import PartySelector

_KINDS: Final = {
    PartySelector.REGION_AND_MUNICIPALITIES: (BodyKind.MUNICIPALITY, BodyKind.REGION),
    PartySelector.MUNICIPALITIES: (BodyKind.MUNICIPALITY,),
    PartySelector.REGION: (BodyKind.REGION,),
}
COUNCILS: Final = (BodyKind.MUNICIPAL_COUNCIL, BodyKind.REGIONAL_COUNCIL)


def party_bodies(
    session: Session, *, region_code: str, selector: PartySelector, on: date
) -> tuple[PartyBody, ...]:
    """Return the councils whose approval is needed on the local date `on`, Regionsrådet last.

    An authority or council that does not exist on that day is no party, nor is a cluster shown that does not.
    """
    councils = _councils_by_authority(session, region_code, _KINDS[selector], on)
    clusters = _clusters_by_member(session, region_code, on)
    parties = [_party(authority, council, clusters.get(authority.code, ())) for authority, council in councils]
    return tuple(sorted(parties, key=lambda party: (party.sort_key, party.code)))


def region_by_code(session: Session, code_or_name: str) -> RegionFacts:
    """Return the region that is called so: "1081", "Nordjylland", "nordjylland" or "Region Nordjylland".

    Raises:
        UnknownRegion: no region is.
    """
    wanted = code_or_name.strip().casefold()
    for body in session.exec(select(Body).where(Body.kind == BodyKind.REGION)):
        region = region_facts(body)
        names = (region.code, region.name, region.short_name, region.slug)
        if wanted in {name.casefold() for name in names}:
            return region
    raise UnknownRegion(code_or_name)


def region_facts(body: Body) -> RegionFacts:
    """Return a region's row as facts."""
    return RegionFacts(body.code, body.name, body.short_name, slug_of(body.short_name))


def slug_of(name: str) -> str:
    """Return a Danish name as it is written in addresses: "Sjælland" as "sjaelland"."""
    letters = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", " ": "-"})
    return name.casefold().translate(letters)


def _councils_by_authority(
    session: Session, region_code: str, kinds: tuple[BodyKind, ...], on: date
) -> list[tuple[Body, Body]]:
    authorities = {
        body.code: body
        for body in session.exec(
            select(Body).where(Body.region_code == region_code, col(Body.kind).in_(kinds), _holds(Body, on))
        )
    }
    found = session.exec(
        select(Membership.body_code, Body)
        .join(Body, col(Body.code) == Membership.member_code)
        .where(Body.region_code == region_code, col(Body.kind).in_(COUNCILS))
        .where(_holds(Membership, on), _holds(Body, on))
    )
    return [(authorities[code], council) for code, council in found if code in authorities]


def _clusters_by_member(session: Session, region_code: str, on: date) -> dict[str, tuple[str, ...]]:
    found = session.exec(
        select(Membership.member_code, Body.code)
        .join(Body, col(Body.code) == Membership.body_code)
        .where(Body.region_code == region_code, Body.kind == BodyKind.CLUSTER)
        .where(_holds(Membership, on), _holds(Body, on))
        .order_by(col(Membership.is_primary).desc(), Body.code)
    )
    clusters: dict[str, tuple[str, ...]] = {}
    for member, cluster in found:
        slug = cluster.removeprefix(f"klynge-{region_code}-")
        clusters[member] = (*clusters.get(member, ()), slug)
    return clusters


def _holds(table: type[Body | Membership], on: date) -> ColumnElement[bool]:
    return and_(
        col(table.valid_from) <= on,
        or_(col(table.valid_to).is_(None), col(table.valid_to) >= on),
    )


def _party(authority: Body, council: Body, clusters: tuple[str, ...]) -> PartyBody:
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
