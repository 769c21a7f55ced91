"""Counts the directory, so that an office sees at a glance that nothing is missing."""

from collections import Counter

from sqlmodel import Session, col, select

from models.directory.facts import DirectoryCount
from models.tables import Body, BodyKind, Membership


def check_directory(session: Session) -> DirectoryCount:
    """Return how many bodies and cluster memberships there are, and each region's municipalities by its name."""
    bodies = list(session.exec(select(Body).order_by(Body.sort_key)))
    kinds = Counter(body.kind for body in bodies)
    municipalities = Counter(body.region_code for body in bodies if body.kind is BodyKind.MUNICIPALITY)
    clusters = {body.code for body in bodies if body.kind is BodyKind.CLUSTER}
    towns = {body.code for body in bodies if body.kind is BodyKind.MUNICIPALITY}
    joined = session.exec(select(Membership).where(col(Membership.body_code).in_(clusters)))
    return DirectoryCount(
        regions=kinds[BodyKind.REGION],
        municipalities=kinds[BodyKind.MUNICIPALITY],
        councils=kinds[BodyKind.MUNICIPAL_COUNCIL],
        regional_councils=kinds[BodyKind.REGIONAL_COUNCIL],
        clusters=kinds[BodyKind.CLUSTER],
        memberships=sum(each.member_code in towns for each in joined),
        per_region={body.name: municipalities[body.code] for body in bodies if body.kind is BodyKind.REGION},
    )
