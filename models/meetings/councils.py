"""The councils whose meetings are known: how they are called, and who sits when one has ended."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from models.directory.parties import COUNCILS
from models.tables import Body, BodyKind, Membership

_AUTHORITIES: Final = (BodyKind.MUNICIPALITY, BodyKind.REGION)
_BODIES: Final = select(Body).where(col(Body.code).in_(bindparam("codes", expanding=True)))


@dataclass(frozen=True, slots=True)
class Seat:
    """A council by its name; `last_day` (local, inclusive) and `heir`, a council's code, where it has ended.

    `is_merged` tells that it shares its heir with others, who meet on days of their own.
    """

    name: str
    last_day: date | None
    heir: str
    is_merged: bool


@dataclass(frozen=True, slots=True)
class Councils:
    """All councils by their own codes; `codes` gives those by every name and code, in small letters."""

    codes: Mapping[str, str]
    seats: Mapping[str, Seat]

    def sitting(self, code: str, on: date) -> str | None:
        """Return who holds the council's meeting on a local date: itself, or itself under its newest name.

        None where it has ended by then, or has merged with others.
        """
        passed: set[str] = set()
        while (seat := self.seats.get(code)) and seat.last_day and seat.last_day < on:
            passed.add(code)
            if seat.is_merged or not seat.heir or seat.heir in passed:
                return None
            code = seat.heir
        return code

    def heir_of(self, code: str) -> str:
        """Return the name of the council that took over; empty where none did."""
        heir = self.seats.get(self.seats[code].heir)
        return heir.name if heir else ""


def known_councils(session: Session) -> Councils:
    """Return all councils, those that have ended too, in two statements.

    They go by their code, and by their municipality's or region's code and names ("læsø", "læsø kommune"); what
    several were called in the course of time is the newest.
    """
    bodies = session.exec(select(Body).where(col(Body.kind).in_(COUNCILS))).all()
    sharing = Counter(body.successor_code for body in bodies)
    return Councils(
        codes=_codes(session, [body.code for body in bodies]),
        seats={
            body.code: Seat(body.name, body.valid_to, body.successor_code or "", sharing[body.successor_code] > 1)
            for body in bodies
        },
    )


def _codes(session: Session, councils: Collection[str]) -> dict[str, str]:
    found = session.exec(
        select(Body.code, Body.name, Body.short_name, Membership.member_code)
        .join(Membership, col(Membership.body_code) == Body.code)
        .where(col(Body.kind).in_(_AUTHORITIES), col(Membership.member_code).in_(councils))
        .order_by(col(Membership.valid_from))
    )
    return {name.lower(): council for *names, council in found for name in (*names, council)}


def lines_of(session: Session, codes: Collection[str]) -> dict[str, tuple[Body, ...]]:
    """Return each body with those that take over from it, one after another."""
    bodies = _with_heirs(session, codes)
    return {code: _line(code, bodies) for code in codes}


def _with_heirs(session: Session, codes: Collection[str]) -> dict[str, Body]:
    found: dict[str, Body] = {}
    wanted = set(codes)
    while wanted:
        rows = session.exec(_BODIES, params={"codes": sorted(wanted)}).all()
        found |= {body.code: body for body in rows}
        wanted = {body.successor_code for body in rows if body.successor_code} - found.keys()
    return found


def _line(code: str, bodies: Mapping[str, Body]) -> tuple[Body, ...]:
    line: dict[str, Body] = {}
    while (body := bodies.get(code)) and code not in line:
        line[code] = body
        code = body.successor_code or ""
    return tuple(line.values())
