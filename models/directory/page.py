"""The console's directory: all regions on one page, in three statements however many bodies there are."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlmodel import Session, col, select

from models.directory.facts import ClusterMark, DirectoryRegion, DirectoryRow, OtherBody
from models.directory.reading import region_facts
from models.directory.succession.lineage import successor_of
from models.tables import Body, BodyKind, Contact, Membership

_AUTHORITIES: Final = frozenset({BodyKind.MUNICIPALITY, BodyKind.REGION})
OTHER_KINDS: Final = {
    BodyKind.SSU: "sundhedssamarbejdsudvalg",
    BodyKind.CLUSTER: "sundhedsklynge",
    BodyKind.CLUSTER_STEERING_GROUP: "klyngestyregruppe",
    BodyKind.KKR: "KKR",
    BodyKind.FORUM: "forum",
    BodyKind.PRACTICE_COMMITTEE: "samarbejdsudvalg",
    BodyKind.PATIENT_COMMITTEE: "patientinddragelsesudvalg",
    BodyKind.PRACTITIONERS: "praksissektorens organisation",
    BodyKind.SECRETARIAT: "sekretariat",
}


@dataclass(frozen=True, slots=True)
class _Shelf:
    """All rows of the directory, as they came in one go."""

    bodies: dict[str, Body]
    councils: dict[str, Body]
    clusters: dict[str, list[Membership]]
    reachable: frozenset[str]


def directory_page(session: Session, *, on: date) -> tuple[DirectoryRegion, ...]:
    """Return the regions in Danish order, each with authorities (Regionsrådet last) and its other bodies.

    What lies in a region that another has taken over by the local date `on` stands under that one, the old region
    itself too.
    """
    shelf = _shelf(session)
    regions = [body for body in shelf.bodies.values() if body.kind is BodyKind.REGION]
    now = {region.code: successor_of(session, region.code, on=on) for region in regions}
    of_region: dict[str, list[Body]] = defaultdict(list)
    for body in shelf.bodies.values():
        of_region[now.get(body.region_code, "")].append(body)
    return tuple(_region(each, of_region[each.code], shelf) for each in regions if now[each.code] == each.code)


def _shelf(session: Session) -> _Shelf:
    bodies = {body.code: body for body in session.exec(select(Body).order_by(Body.sort_key, Body.code))}
    councils, clusters = {}, defaultdict(list)
    for each in session.exec(select(Membership).order_by(col(Membership.is_primary).desc(), Membership.body_code)):
        if bodies[each.body_code].kind in _AUTHORITIES:
            councils[each.body_code] = bodies[each.member_code]
        elif bodies[each.body_code].kind is BodyKind.CLUSTER:
            clusters[each.member_code].append(each)
    return _Shelf(bodies, councils, clusters, frozenset(session.exec(select(Contact.body_code))))


def _region(region: Body, bodies: list[Body], shelf: _Shelf) -> DirectoryRegion:
    municipalities = [body for body in bodies if body.kind is BodyKind.MUNICIPALITY]
    ended = [body for body in bodies if body.kind is BodyKind.REGION and body.code != region.code]
    authorities = [body for body in (*municipalities, *ended, region) if body.code in shelf.councils]
    return DirectoryRegion(
        region=region_facts(region),
        authorities=tuple(_row(body, shelf) for body in authorities),
        others=tuple(_other(body, shelf) for kind in OTHER_KINDS for body in bodies if body.kind is kind),
    )


def _row(authority: Body, shelf: _Shelf) -> DirectoryRow:
    council = shelf.councils[authority.code]
    is_region = authority.kind is BodyKind.REGION
    return DirectoryRow(
        code=authority.code,
        name=council.short_name if is_region else authority.short_name,
        title=authority.name,
        council_code=council.code,
        council=council.name,
        is_council_sure=council.is_sure,
        clusters=tuple(_mark(each, shelf.bodies[each.body_code]) for each in shelf.clusters[authority.code]),
        has_contact=council.code in shelf.reachable,
        valid_to=authority.valid_to,
    )


def _mark(membership: Membership, cluster: Body) -> ClusterMark:
    return ClusterMark(
        code=cluster.code,
        name=cluster.name,
        is_primary=membership.is_primary,
        is_sure=membership.is_sure and cluster.is_sure,
    )


def _other(body: Body, shelf: _Shelf) -> OtherBody:
    return OtherBody(
        code=body.code,
        kind=OTHER_KINDS[body.kind],
        name=body.name,
        has_contact=body.code in shelf.reachable,
        is_sure=body.is_sure,
    )
