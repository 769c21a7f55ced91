"""Bodies over the years: who took over from one that ended, and how a body is asked."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, bindparam
from sqlmodel import Session, col, select

from models.directory import PartyBody
from models.directory.succession.lineage import successor_of, territory_of
from models.store.collation import danish_sort_key
from models.tables import Body, BodyKind, Membership

COUNCILS: Final = frozenset({BodyKind.MUNICIPAL_COUNCIL, BodyKind.REGIONAL_COUNCIL})
_AUTHORITIES: Final = frozenset({BodyKind.MUNICIPALITY, BodyKind.REGION})
_DRAFTERS: Final = {"SSU": BodyKind.SSU, "KKR": BodyKind.KKR}

_ITS_AUTHORITIES: Final = (
    select(Body)
    .join(Membership, col(Membership.body_code) == Body.code)
    .where(Membership.member_code == bindparam("council"), col(Body.kind).in_(_AUTHORITIES))
    .order_by(col(Membership.valid_from).desc())
)
_ITS_COUNCILS: Final = (
    select(Body)
    .join(Membership, col(Membership.member_code) == Body.code)
    .where(Membership.body_code == bindparam("authority"), col(Body.kind).in_(COUNCILS))
    .order_by(col(Membership.valid_from).desc())
)


def heir_of(session: Session, code: str, *, on: date) -> Body | None:
    """Return the body itself, or who took over from it, as of the local date `on`; None where nobody did."""
    try:
        heir = session.get_one(Body, successor_of(session, code, on=on))
    except LookupError:
        return None
    return heir if exists(heir, on=on) else None


def heirs_of(session: Session, codes: Iterable[str], *, on: date) -> tuple[Body, ...]:
    """Return who the bodies are on the local date `on`, each once, in their order."""
    asked = list(codes)
    session.exec(select(Body).where(col(Body.code).in_(asked))).all()  # at once: the session has them then
    heirs = (heir_of(session, code, on=on) for code in asked)
    return tuple({body.code: body for body in heirs if body is not None}.values())


def exists(body: Body, *, on: date) -> bool:
    """Tell whether a body exists on a local date."""
    return body.valid_from <= on and (body.valid_to is None or on <= body.valid_to)


def body_in(session: Session, region_code: str, code_or_name: str, *, on: date) -> Body | None:
    """Return the region's body that is called so and exists on the local date `on`; None where there is none."""
    named = (Body.code == code_or_name) | (Body.name == code_or_name) | (Body.short_name == code_or_name)
    mine = select(Body).where(_in_territory(session, region_code, on), named).order_by(Body.code)
    found = [body for body in session.exec(mine) if exists(body, on=on)]
    exact = [body for body in found if body.code == code_or_name]
    return next(iter(exact or found), None)


def drafting_body(session: Session, region_code: str, drafted_by: str, *, on: date) -> Body | None:
    """Return the region's body that a kind calls `drafted_by`; None where the directory has none."""
    kind = _DRAFTERS.get(drafted_by)
    if kind is None:
        return body_in(session, region_code, drafted_by, on=on)
    mine = select(Body).where(_in_territory(session, region_code, on), Body.kind == kind).order_by(Body.code)
    return next((body for body in session.exec(mine) if exists(body, on=on)), None)


def _in_territory(session: Session, region_code: str, on: date) -> ColumnElement[bool]:
    return col(Body.region_code).in_(territory_of(session, region_code, on=on))


def as_party(session: Session, body: Body) -> PartyBody:
    """Return a body as it is asked: a council by its municipality's or region's code, another by its own."""
    authority, council = _authority_and_council(session, body)
    if authority is None:
        name = body.name if body.kind is BodyKind.CLUSTER else body.short_name
        return PartyBody(body.code, name, body.name, body.code, danish_sort_key(name))
    name = council.short_name if authority.kind is BodyKind.REGION else authority.short_name
    return PartyBody(authority.code, name, authority.name, council.code, danish_sort_key(name))


def _authority_and_council(session: Session, body: Body) -> tuple[Body | None, Body]:
    if body.kind in COUNCILS:
        return _authority_of(session, body), body
    council = _council_of(session, body) if body.kind in _AUTHORITIES else None
    return (body, council) if council else (None, body)


def _authority_of(session: Session, council: Body) -> Body | None:
    return session.exec(_ITS_AUTHORITIES, params={"council": council.code}).first()


def _council_of(session: Session, authority: Body) -> Body | None:
    return session.exec(_ITS_COUNCILS, params={"authority": authority.code}).first()
