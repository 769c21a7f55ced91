"""What may be chosen when a cycle is started."""

from dataclasses import dataclass

from sqlmodel import Session, select

from models.tables import Body, BodyKind, Kind


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
