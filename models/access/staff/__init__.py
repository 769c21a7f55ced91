"""Who works here: the list of staff, and how they sign in."""

from models.access.staff.attempts import AttemptLine, newest_attempts, note_attempt, owner_of_link
from models.access.staff.facts import StaffError, StaffFacts, UnknownStaff
from models.access.staff.listing import add_staff, change_role, put_on_list, set_access, staff_list
from models.access.staff.sessions import (
    SessionLine,
    UnknownSession,
    end_all_sessions,
    end_marked_session,
    live_sessions,
)
from models.access.staff.signing_in import (
    LINK_LIFE,
    SECRET_BYTES,
    SESSION_LIFE,
    ExpiredLink,
    OtherAddress,
    UnknownLink,
    UsedLink,
    end_session,
    hash_of,
    mint_sign_in,
    needs_address,
    session_staff,
    staff_by_email,
    use_sign_in,
)
from models.tables import Role, SignInStep

__all__ = [
    "LINK_LIFE",
    "SECRET_BYTES",
    "SESSION_LIFE",
    "AttemptLine",
    "ExpiredLink",
    "OtherAddress",
    "Role",
    "SessionLine",
    "SignInStep",
    "StaffError",
    "StaffFacts",
    "UnknownLink",
    "UnknownSession",
    "UnknownStaff",
    "UsedLink",
    "add_staff",
    "change_role",
    "end_all_sessions",
    "end_marked_session",
    "end_session",
    "hash_of",
    "live_sessions",
    "mint_sign_in",
    "needs_address",
    "newest_attempts",
    "note_attempt",
    "owner_of_link",
    "put_on_list",
    "session_staff",
    "set_access",
    "staff_by_email",
    "staff_list",
    "use_sign_in",
]
