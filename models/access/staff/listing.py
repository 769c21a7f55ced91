"""The list of staff: who is on it, what each may do, and who has access at all."""

from datetime import datetime
from typing import Final

from email_validator import EmailNotValidError, validate_email
from sqlmodel import Session, col, func, select

from models.access.staff.facts import StaffError, StaffFacts, UnknownStaff, facts_of
from models.access.staff.signing_in import end_access
from models.store.collation import danish_sort_key
from models.store.database import Database
from models.store.insert_or_ignore import insert_or_ignore
from models.tables import Role, Staff
from request_types.faults import BadInput, Fault

LONGEST_NAME: Final = 200
NO_ROLE: Final = Fault("role", "Vælg en rolle.")
LAST_ONE: Final = "Der skal være mindst én aktiv medarbejder i sekretariatet; gør først en anden til det."


def staff_list(session: Session) -> tuple[StaffFacts, ...]:
    """Return everybody on the list: those with access first, each group in the Danish order of names."""
    rows = sorted(
        session.exec(select(Staff)), key=lambda row: (not row.is_active, danish_sort_key(row.name), row.email)
    )
    return tuple(facts_of(row) for row in rows)


def add_staff(database: Database, email: str, name: str, role: Role) -> StaffFacts:
    """Add a member of staff.

    Raises:
        StaffError: the address is no mail address or is in the list already, or the name is missing.
    """
    try:
        return put_on_list(database, email, name, role.value)
    except BadInput as error:
        raise StaffError(error.faults[0].message) from None


def put_on_list(database: Database, email: str, name: str, role: str) -> StaffFacts:
    """Add a member of staff from what was typed; `role` is a role's value.

    Raises:
        BadInput: with every fault: the address is none or is in the list already, the name is missing or too
            long, there is no such role.
    """
    address, name = _normal(email), " ".join(name.split())
    if faults := (*_faults_of_address(email, address), *_faults_of_name(name), *_faults_of_role(role)):
        raise BadInput(*faults)
    with database.write() as session:
        if not insert_or_ignore(session, Staff(email=address, name=name, role=Role(role))):
            raise BadInput(Fault("email", f"{address} står allerede på medarbejderlisten."))
        return facts_of(session.exec(select(Staff).where(Staff.email == address)).one())


def change_role(database: Database, staff_id: int, role: Role) -> StaffFacts:
    """Give a member of staff another role; it holds from the next page on.

    Raises:
        UnknownStaff: nobody has this number.
        StaffError: nobody who may write would be left.
    """
    with database.write_in_turn() as session:
        row = _row(session, staff_id)
        if role is not Role.SECRETARIAT:
            _keep_one(session, row)
        row.role = role
        session.add(row)
        return facts_of(row)


def set_access(database: Database, staff_id: int, *, is_active: bool, now: datetime) -> StaffFacts:
    """Close a member of staff's access, or open it again; what was signed in ends at once (`now` is UTC).

    Raises:
        UnknownStaff: nobody has this number.
        StaffError: nobody who may write would be left.
    """
    with database.write_in_turn() as session:
        row = _row(session, staff_id)
        if not is_active:
            _keep_one(session, row)
            end_access(session, staff_id, now)
        row.is_active = is_active
        session.add(row)
        return facts_of(row)


def _row(session: Session, staff_id: int) -> Staff:
    row = session.get(Staff, staff_id)
    if row is None:
        raise UnknownStaff(staff_id)
    return row


def _keep_one(session: Session, leaving: Staff) -> None:
    others = select(func.count()).where(
        Staff.role == Role.SECRETARIAT, col(Staff.is_active).is_(True), Staff.id != leaving.id
    )
    if leaving.is_active and leaving.role is Role.SECRETARIAT and not session.exec(others).one():
        raise StaffError(LAST_ONE)


def _normal(email: str) -> str:
    try:
        checked = validate_email(email.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return ""
    return checked.normalized.lower()


def _faults_of_address(typed: str, address: str) -> tuple[Fault, ...]:
    if not address:
        told = f"»{typed.strip()}« er ikke en gyldig mailadresse." if typed.strip() else "Skriv en mailadresse."
        return (Fault("email", told),)
    return ()


def _faults_of_name(name: str) -> tuple[Fault, ...]:
    if not name:
        return (Fault("name", "Skriv et navn."),)
    if len(name) > LONGEST_NAME or not name.isprintable():
        return (Fault("name", f"Skriv navnet på én linje, højst {LONGEST_NAME} tegn."),)
    return ()


def _faults_of_role(role: str) -> tuple[Fault, ...]:
    return () if role in set(Role) else (NO_ROLE,)
