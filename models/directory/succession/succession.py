"""Change from outside: bodies merge or get another name, and what was theirs goes to those that follow."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Final

from sqlmodel import Session, col, select

from models.directory.parties import COUNCILS, holds
from models.directory.succession.carrying import carry_contact, carry_meetings, carry_memberships
from models.directory.succession.heirs import COUNCIL_OF, NewName, council_of, new_body
from models.directory.succession.lineage import successor_of
from models.store.database import Database
from models.tables import Body, BodyKind, Membership
from request_types.dates import CHECK_THE_YEAR, FARTHEST
from request_types.faults import BadInput, Fault
from workflows.rules.calendar.danish import danish_date
from workflows.rules.calendar.working_days import ONE_DAY

OLDEST: Final = timedelta(days=366)
_CODE: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_CODE: Final = 40
LONGEST_REGION_CODE: Final = 8
LONGEST_NAME: Final = 100


def checked_bodies(
    session: Session, codes: Sequence[str], new: NewName, *, on: date, today: date
) -> tuple[Body, ...]:
    """Return the bodies that end when one that is called `new` begins on the local date `on`.

    Raises:
        BadInput: with every fault.
    """
    found = {code: session.get(Body, code) for code in codes}
    old = tuple(body for body in found.values() if body is not None)
    unknown = tuple(
        Fault("codes", f"Koden »{code}« findes ikke i kataloget.") for code, body in found.items() if body is None
    )
    nobody = () if codes else (Fault("codes", "Angiv, hvem der lægges sammen."),)
    faults = (*nobody, *unknown, *_faults_of_date(on, today), *_faults_of_bodies(session, old, on))
    faults += tuple(_faults_of_name(session, new, old))
    if faults:
        raise BadInput(*faults)
    return old


def _faults_of_date(on: date, today: date) -> Iterator[Fault]:
    if on < today - OLDEST:
        yield Fault("on", f"Datoen ligger mere end et år tilbage. {CHECK_THE_YEAR}")
    if on > today + FARTHEST:
        yield Fault("on", f"Datoen ligger mere end ti år fremme. {CHECK_THE_YEAR}")


def _faults_of_bodies(session: Session, old: Sequence[Body], on: date) -> Iterator[Fault]:
    for body in old:
        if body.successor_code:
            yield Fault("codes", f"{body.name} har allerede en efterfølger: {body.successor_code}.")
        elif body.valid_from >= on or (body.valid_to is not None and body.valid_to < on - ONE_DAY):
            yield Fault("codes", f"{body.name} findes ikke dagen før den {danish_date(on)}.")
    kinds = {body.kind for body in old}
    if len(kinds) > 1 or (len(old) > 1 and kinds & set(COUNCILS)):
        yield Fault("codes", "Kun kommuner, kun regioner eller kun organer af samme slags kan lægges sammen.")
    elif BodyKind.REGION not in kinds and len(_regions(session, old, on)) > 1:
        yield Fault("codes", "De ligger ikke i samme region den dag.")


def _regions(session: Session, old: Sequence[Body], on: date) -> set[str]:
    return {successor_of(session, body.region_code, on=on) for body in old}


def _faults_of_name(session: Session, new: NewName, old: Sequence[Body]) -> Iterator[Fault]:
    is_region = any(body.kind is BodyKind.REGION for body in old)
    longest = LONGEST_REGION_CODE if is_region else LONGEST_CODE
    if not _CODE.fullmatch(new.code) or len(new.code) > longest:
        yield Fault("code", f"En kode er højst {longest} små bogstaver a-z, cifre og bindestreger.")
    if not 0 < len(new.name.strip()) <= LONGEST_NAME or not new.name.isprintable():
        yield Fault("name", f"Skriv det nye navn på én linje, højst {LONGEST_NAME} tegn.")
    has_council = any(body.kind in COUNCIL_OF for body in old)
    for code in (new.code, *((new.council_code,) if has_council else ())):
        if taken := session.get(Body, code):
            yield Fault("code", f"Koden »{code}« er i brug: {taken.name}.")


@dataclass(frozen=True, slots=True)
class Succession:
    """What came of it: the names of the bodies that end, and who takes over from the local date `begins_on`.

    `fallen_meetings` counts the planned meetings of councils that merge by then.
    """

    ended: tuple[str, ...]
    code: str
    name: str
    begins_on: date
    fallen_meetings: int = 0


def merge_bodies(database: Database, codes: Sequence[str], new: NewName, *, on: date, today: date) -> Succession:
    """Merge the bodies into a new one from the local date `on`.

    Municipalities and regions bring their councils along. The old bodies end the day before; their memberships
    and the first contact that there is are carried over; meetings that they planned for later fall away. Parties
    that are frozen in a round stay as they are, and are waited for at the new body's meetings.

    Raises:
        BadInput: a code is unknown or in use, the bodies do not belong together, or the date cannot be right;
            nothing was changed.
    """
    with database.write_in_turn() as session:
        old = checked_bodies(session, codes, new, on=on, today=today)
        return _carried_out(session, old, new, on)


def rename_body(
    database: Database, code: str, name: str, *, on: date, today: date, new_code: str = ""
) -> Succession:
    """Give a body another name from the local date `on`: it ends, and one of the new name takes over all it has.

    `new_code` is the new body's code; left out, it is the old one with a number, such as "825-2".

    Raises:
        BadInput: as for `merge_bodies`.
    """
    with database.write_in_turn() as session:
        new = NewName(new_code or _free_code(session, code), name)
        old = checked_bodies(session, (code,), new, on=on, today=today)
        return _carried_out(session, old, new, on)


def _carried_out(session: Session, old: Sequence[Body], new: NewName, on: date) -> Succession:
    councils = _councils_of(session, old, on)
    region_code = successor_of(session, old[0].region_code, on=on)
    heir = new_body(new, kind=old[0].kind, region_code=region_code, on=on)
    heirs = {body.code: new.code for body in old} | {body.code: new.council_code for body in councils}
    session.add_all((heir, *((council_of(heir, new.council_code),) if councils else ())))
    for body in (*old, *councils):
        body.valid_to, body.successor_code = on - ONE_DAY, heirs[body.code]
        session.add(body)
    session.flush()
    carry_memberships(session, heirs, on=on)
    carry_contact(session, heirs)
    fallen = carry_meetings(session, heirs, on=on)
    return Succession(tuple(body.name for body in old), new.code, new.name, on, fallen)


def _councils_of(session: Session, old: Sequence[Body], on: date) -> tuple[Body, ...]:
    found = session.exec(
        select(Membership.body_code, Body)
        .join(Body, col(Body.code) == Membership.member_code)
        .where(col(Membership.body_code).in_([body.code for body in old]), col(Body.kind).in_(COUNCILS))
        .where(holds(Membership, on - ONE_DAY), holds(Body, on - ONE_DAY))
    )
    by_authority = dict(found.all())
    return tuple(by_authority[body.code] for body in old if body.code in by_authority)


def _free_code(session: Session, code: str) -> str:
    base, _, number = code.rpartition("-")
    is_numbered = number.isdigit() and session.get(Body, base) is not None
    first = base if is_numbered else code
    tried = (f"{first}-{each}" for each in count(2))
    return next(each for each in tried if session.get(Body, each) is None)
