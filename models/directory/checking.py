"""Counts the directory, so that an office sees at a glance that nothing is missing."""

from collections import Counter
from datetime import date

from sqlmodel import Session, col, select

from models.directory.facts import DirectoryCount
from models.directory.parties import holds
from models.directory.succession.lineage import successor_of
from models.tables import Body, BodyKind, Membership


def check_directory(session: Session, *, on: date) -> DirectoryCount:
    """Return how many bodies and cluster memberships there are on a local date, and each region's municipalities.

    The regions go by their names; what a region has taken over by then is counted there.
    """
    bodies = list(session.exec(select(Body).where(holds(Body, on)).order_by(Body.sort_key)))
    kinds = Counter(body.kind for body in bodies)
    lying_in = (body.region_code for body in bodies if body.kind is BodyKind.MUNICIPALITY)
    municipalities = Counter(successor_of(session, region, on=on) for region in lying_in)
    clusters = {body.code for body in bodies if body.kind is BodyKind.CLUSTER}
    towns = {body.code for body in bodies if body.kind is BodyKind.MUNICIPALITY}
    joined = session.exec(select(Membership).where(col(Membership.body_code).in_(clusters), holds(Membership, on)))
    return DirectoryCount(
        regions=kinds[BodyKind.REGION],
        municipalities=kinds[BodyKind.MUNICIPALITY],
        councils=kinds[BodyKind.MUNICIPAL_COUNCIL],
        regional_councils=kinds[BodyKind.REGIONAL_COUNCIL],
        clusters=kinds[BodyKind.CLUSTER],
        memberships=sum(each.member_code in towns for each in joined),
        per_region={body.name: municipalities[body.code] for body in bodies if body.kind is BodyKind.REGION},
    )
