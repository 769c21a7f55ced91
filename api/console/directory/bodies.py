"""One body of the directory: what it is, its contact and its known meetings, each with a form to put it right."""

from collections.abc import Callable
from typing import Annotated, Final

from fastapi import APIRouter, Path
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from api.authentication import Deps, ReaderDep, SignedIn, WriterDep
from api.console.frame import console_page
from api.dependencies import Dependencies
from api.forms.days import typed_day
from api.forms.posted import FormDep
from api.forms.values import text_fields
from models.directory.contacts.editing import CONTACT_FIELDS, UnknownBody, save_contact
from models.meetings.editing import add_meeting, remove_meeting
from models.queries.body import body_page, reached_as
from request_types.faults import BadInput, Fault

router = APIRouter(prefix="/katalog/{code}")
DAYS: Final = ("dato", "dagsorden_lukker")
DONE: Final = {
    "kontakt": "Kontakten er gemt.",
    "moede": "Mødet står på listen.",
    "fjernet": "Mødet er fjernet.",
}


@router.get("")
def body(code: str, who: ReaderDep, deps: Deps, gjort: str = "") -> Response:
    """Show a body; a municipality and a region by their councils. `gjort` is what was just done."""
    with deps.database.read() as session:
        reached = reached_as(session, code)
    if reached not in {None, code}:
        return RedirectResponse(f"/katalog/{reached}", 303)
    return _page(code, who, deps, told=DONE.get(gjort, ""))


@router.post("/kontakt")
def contact(code: str, who: WriterDep, form: FormDep, deps: Deps) -> Response:
    """Store how the body is reached."""
    values = text_fields(form, CONTACT_FIELDS)
    return _done(
        "kontakt", code, who, deps, values=values, write=lambda: save_contact(deps.database, code, values)
    )


@router.post("/moeder")
def meeting(code: str, who: WriterDep, form: FormDep, deps: Deps) -> Response:
    """Add a meeting."""
    values = text_fields(form, ("niveau",))
    for name in DAYS:
        values |= typed_day(form, name)
    return _done(
        "moede",
        code,
        who,
        deps,
        values=values,
        write=lambda: add_meeting(deps.database, code, values, today=deps.today),
    )


@router.post("/moeder/{number}/fjern")
def removal(code: str, number: Annotated[int, Path(ge=1, lt=2**31)], _: WriterDep, deps: Deps) -> Response:
    """Remove a meeting."""
    remove_meeting(deps.database, code, number)
    return RedirectResponse(f"/katalog/{code}?gjort=fjernet", 303)


def _done(
    done: str, code: str, who: SignedIn, deps: Dependencies, *, values: dict[str, str], write: Callable[[], None]
) -> Response:
    try:
        write()
    except BadInput as error:
        return _page(code, who, deps, values=values, faults=error.faults, wrong=done)
    except UnknownBody:
        raise HTTPException(404) from None
    return RedirectResponse(f"/katalog/{code}?gjort={done}", 303)


def _page(
    code: str,
    who: SignedIn,
    deps: Dependencies,
    *,
    values: dict[str, str] | None = None,
    faults: tuple[Fault, ...] = (),
    wrong: str = "",
    told: str = "",
) -> Response:
    with deps.database.read() as session:
        page = body_page(session, code, today=deps.today)
    if page is None:
        raise HTTPException(404)
    known = {name: getattr(page.contact, name) for name in CONTACT_FIELDS} if page.contact else {}
    return console_page(
        "body.html",
        who,
        status=422 if faults else 200,
        body=page,
        contact=values if wrong == "kontakt" else known,
        meeting=values if wrong == "moede" else {},
        faults=faults,
        told=told,
    )
