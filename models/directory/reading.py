"""Which region is meant, and how its name is written in addresses."""

from sqlmodel import Session, select

from models.directory.facts import RegionFacts, UnknownRegion
from models.tables import Body, BodyKind


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
