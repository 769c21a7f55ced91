"""What is told of a member of staff, and what goes wrong with one."""

from dataclasses import dataclass

from models.tables import Role, Staff


class StaffError(ValueError):
    """Something about staff, links or tokens cannot be done; the message is Danish."""


class UnknownStaff(LookupError):
    """No member of staff has this number."""


@dataclass(frozen=True, slots=True)
class StaffFacts:
    """A member of staff; `cluster` is the code of the one that a coordinator looks after, empty for all."""

    id: int
    email: str
    name: str
    role: Role
    cluster: str = ""
    is_active: bool = True


def facts_of(row: Staff) -> StaffFacts:
    """Return a row of the staff list as facts.

    Raises:
        LookupError: the row is not in the database yet.
    """
    if row.id is None:
        raise LookupError("a member of staff has its id from the database")
    return StaffFacts(row.id, row.email, row.name, row.role, row.cluster, row.is_active)
