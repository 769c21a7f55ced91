"""Who works here: the list of staff, which the secretariat keeps and coordinators see."""

from typing import Annotated, Final

from fastapi import APIRouter, Path
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from api.authentication import Deps, ReaderDep, SignedIn, WriterDep
from api.console.frame import console_page
from api.dependencies import Dependencies
from api.forms.posted import FormDep, text_of
from api.forms.values import text_fields
from models.access.staff import (
    Role,
    StaffError,
    UnknownSession,
    UnknownStaff,
    change_role,
    end_marked_session,
    live_sessions,
    newest_attempts,
    put_on_list,
    set_access,
    staff_list,
)
from request_types.faults import BadInput, Fault

router = APIRouter(prefix="/katalog/medarbejdere")
Number = Annotated[int, Path(ge=1, lt=2**31)]
FIELDS: Final = ("email", "name", "role")
ROLES: Final = {Role.SECRETARIAT.value: "sekretariat", Role.COORDINATOR.value: "koordinator"}
DONE: Final = {
    "tilfoejet": "{name} er føjet til listen og kan logge ind.",
    "rolle": "{name} er nu {role}.",
    "lukket": "{name} har ikke længere adgang, og alt, hvor {name} var logget ind, er lukket.",
    "aabnet": "{name} kan logge ind igen.",
}
"""What the list says after a change, by the word that its address carries."""
ENDED: Final = "Det er afsluttet; der skal logges ind igen dér."
OVER: Final = "Det var allerede slut."


@router.get("")
def staff(who: ReaderDep, deps: Deps, gjort: str = "", nr: str = "") -> Response:
    """Show the list; `gjort` is what was just done, and `nr` to whom."""
    return _page(who, deps, done=gjort, number=nr)


@router.post("")
def add(who: WriterDep, form: FormDep, deps: Deps) -> Response:
    """Add a member of staff."""
    values = text_fields(form, FIELDS)
    try:
        added = put_on_list(deps.database, values["email"], values["name"], values["role"])
    except BadInput as error:
        return _page(who, deps, values=values, faults=error.faults)
    return _back("tilfoejet", added.id)


@router.post("/{number}/rolle")
def give_role(number: Number, who: WriterDep, form: FormDep, deps: Deps) -> Response:
    """Give a member of staff the role that the form names."""
    role = text_of(form, "role")
    if role not in ROLES:
        raise HTTPException(422, detail="Rollen kendes ikke.")
    try:
        change_role(deps.database, number, Role(role))
    except StaffError as error:
        return _page(who, deps, faults=(Fault("", str(error)),))
    except UnknownStaff:
        raise HTTPException(404) from None
    return _back("rolle", number)


@router.post("/{number}/adgang")
def give_access(number: Number, who: WriterDep, form: FormDep, deps: Deps) -> Response:
    """Open a member of staff's access, or close it: the form says which."""
    is_active = text_of(form, "access") == "aaben"
    try:
        set_access(deps.database, number, is_active=is_active, now=deps.clock())
    except StaffError as error:
        return _page(who, deps, faults=(Fault("", str(error)),))
    except UnknownStaff:
        raise HTTPException(404) from None
    return _back("aabnet" if is_active else "lukket", number)


@router.post("/logget-ind/{mark}/afslut")
def end(mark: str, who: WriterDep, deps: Deps) -> Response:
    """End a session, wherever it is."""
    try:
        end_marked_session(deps.database, mark, deps.clock())
    except UnknownSession:
        return _page(who, deps, faults=(Fault("", OVER),))
    return RedirectResponse("/katalog/medarbejdere?gjort=afsluttet", 303)


def _back(done: str, number: int) -> Response:
    return RedirectResponse(f"/katalog/medarbejdere?gjort={done}&nr={number}", 303)


def _page(
    who: SignedIn,
    deps: Dependencies,
    *,
    values: dict[str, str] | None = None,
    faults: tuple[Fault, ...] = (),
    done: str = "",
    number: str = "",
) -> Response:
    with deps.database.read() as session:
        people = staff_list(session)
        sessions = live_sessions(session, deps.clock(), cookie=who.cookie)
        attempts = newest_attempts(session)
    meant = [each for each in people if str(each.id) == number and done in DONE]
    told = [DONE[done].format(name=each.name, role=ROLES[each.role.value]) for each in meant]
    told += [ENDED] if done == "afsluttet" else []
    return console_page(
        "staff.html",
        who,
        status=422 if faults else 200,
        people=people,
        sessions=sessions,
        attempts=attempts,
        roles=ROLES,
        values=values or {},
        faults=faults,
        told=told,
    )
