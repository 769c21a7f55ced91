"""What must be true before bodies merge or get another name."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from sqlmodel import Session

from models.directory.parties import COUNCILS
from models.directory.succession.heirs import COUNCIL_OF, NewName
from models.directory.succession.lineage import successor_of
from models.tables import Body, BodyKind
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
