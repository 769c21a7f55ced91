"""Which programs may come in: their tokens, which the secretariat can take back."""

from typing import Final

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from api.authentication import Deps, ReaderDep, SignedIn, WriterDep
from api.console.frame import console_page
from api.dependencies import Dependencies
from api.forms.posted import FormDep, text_of
from models.access.tokens import TokenScope, UnknownToken, revoke_token, token_list
from request_types.faults import Fault

router = APIRouter(prefix="/katalog/adgange")
SCOPES: Final = {TokenScope.WRITE: "læse og skrive", TokenScope.READ: "læse", TokenScope.METRICS: "hente målinger"}
UNKNOWN_NAME: Final = "Programmet har intet token hos os; måske er siden forældet."


@router.get("")
def tokens(who: ReaderDep, deps: Deps, gjort: str = "") -> Response:
    """List the tokens of programs; `gjort` tells that one was just taken back."""
    return _page(who, deps, is_done=bool(gjort))


@router.post("")
def revoke(who: WriterDep, form: FormDep, deps: Deps) -> Response:
    """Take back the token that the form names."""
    try:
        revoke_token(deps.database, text_of(form, "program"), deps.clock())
    except UnknownToken:
        return _page(who, deps, faults=(Fault("", UNKNOWN_NAME),))
    return RedirectResponse("/katalog/adgange?gjort=ja", 303)


def _page(who: SignedIn, deps: Dependencies, *, is_done: bool = False, faults: tuple[Fault, ...] = ()) -> Response:
    with deps.database.read() as session:
        lines = token_list(session)
    return console_page(
        "tokens.html",
        who,
        status=422 if faults else 200,
        lines=lines,
        scopes=SCOPES,
        now=deps.clock(),
        is_done=is_done,
        faults=faults,
    )
