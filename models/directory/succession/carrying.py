"""Carries what belonged to bodies that end over to those that take over: memberships, contacts, meetings."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from sqlmodel import Session, col, or_, select

from models.directory.parties import holds
from models.tables import Contact, Meeting, Membership
from workflows.rules.calendar.working_days import ONE_DAY


def carry_memberships(session: Session, heirs: Mapping[str, str], *, on: date) -> None:
    """End the memberships of the bodies in `heirs` (old code to new), and begin the heirs' on the local date `on`.

    Whoever belonged to several as its primary one keeps the first of them as such.
    """
    begun: dict[tuple[str, str], Membership] = {}
    has_primary: set[str] = set()
    for row in _touching(session, heirs, on):
        row.valid_to = on - ONE_DAY
        session.add(row)
        pair = (heirs.get(row.body_code, row.body_code), heirs.get(row.member_code, row.member_code))
        if pair not in begun:
            is_primary = row.is_primary and pair[1] not in has_primary
            begun[pair] = _begun(row, pair, on, is_primary=is_primary)
            has_primary |= {pair[1]} if is_primary else set()
    session.add_all(begun.values())


def carry_contact(session: Session, heirs: Mapping[str, str]) -> None:
    """Give each new body the contact of the first old one that has any, unless it has one of its own."""
    for old, new in heirs.items():
        contact = session.get(Contact, old)
        if contact is not None and session.get(Contact, new) is None:
            session.add(Contact(**contact.model_dump() | {"body_code": new}))
            session.flush()


def carry_meetings(session: Session, heirs: Mapping[str, str], *, on: date) -> int:
    """Give a council that gets another name its meetings from the local date `on`; return how many fell away.

    Those of councils that merge fall away: the new council plans its own.
    """
    merging = Counter(heirs.values())
    planned = select(Meeting).where(col(Meeting.body_code).in_(heirs), Meeting.held_on >= on)
    fallen = 0
    for meeting in session.exec(planned).all():
        heir = heirs[meeting.body_code]
        if merging[heir] > 1:
            session.delete(meeting)
            fallen += 1
        else:
            meeting.body_code = heir
            session.add(meeting)
    return fallen


def _touching(session: Session, heirs: Mapping[str, str], on: date) -> list[Membership]:
    """Return the memberships of the old bodies on the day before `on`, those of the first old body first."""
    codes = list(heirs)
    rows = session.exec(
        select(Membership)
        .where(or_(col(Membership.body_code).in_(codes), col(Membership.member_code).in_(codes)))
        .where(holds(Membership, on - ONE_DAY))
    )
    return sorted(rows, key=lambda row: (_place(row, codes), not row.is_primary, row.body_code, row.member_code))


def _place(row: Membership, codes: list[str]) -> int:
    return min(codes.index(code) for code in (row.body_code, row.member_code) if code in codes)


def _begun(row: Membership, pair: tuple[str, str], on: date, *, is_primary: bool) -> Membership:
    return Membership(
        body_code=pair[0],
        member_code=pair[1],
        valid_from=on,
        is_primary=is_primary,
        is_sure=row.is_sure,
        source=row.source,
    )
