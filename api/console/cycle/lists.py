"""The long lists of a cycle on pages of their own: its letters and its register."""

from collections.abc import Mapping

from fastapi import APIRouter
from fastapi.responses import Response

from api.authentication import Deps, ReaderDep
from api.console.cycle.cycles import page_of
from api.console.frame import console_page
from api.console.paging import ROWS, PageDep, Paging
from api.documents.register_file import register_file
from models.queries.cycle.letters_page import letter_page, register_page
from models.store.collation import danish_sort_key
from workflows.rules.letters import LetterState

router = APIRouter(prefix="/forloeb/{cycle_id}")


@router.get("/breve")
def letters(
    *, cycle_id: str, who: ReaderDep, deps: Deps, tilstand: str = "", raad: str = "", side: PageDep = 1
) -> Response:
    """Show the letters, those in the state `tilstand` and to the council `raad` where they are named."""
    page = page_of(deps, cycle_id)
    state = LetterState(tilstand) if tilstand in set(LetterState) else None
    with deps.database.read() as session:
        found = letter_page(session, cycle_id, state=state, party=raad, page=side, rows=ROWS)
    values = {"tilstand": state.value if state else "", "raad": raad}
    return console_page(
        "letters.html",
        who,
        line=page.line,
        names=page.names,
        letters=found.letters,
        values=values,
        states=[(each.value, each.value) for each in LetterState],
        councils=_named(found.parties, page.names),
        paging=Paging(f"/forloeb/{cycle_id}/breve", side, found.total, values),
    )


@router.get("/registeret")
def register(cycle_id: str, who: ReaderDep, deps: Deps, side: PageDep = 1) -> Response:
    """Show the chain of what was registered."""
    page = page_of(deps, cycle_id)
    with deps.database.read() as session:
        found = register_page(session, cycle_id, page=side, rows=ROWS)
    paging = Paging(f"/forloeb/{cycle_id}/registeret", side, found.total, {})
    return console_page(
        "register.html", who, line=page.line, names=page.names, entries=found.entries, paging=paging
    )


@router.get("/register.zip")
def register_export(cycle_id: str, _: ReaderDep, deps: Deps) -> Response:
    """Give the whole register, which is one for all cycles, for proving it without us."""
    page_of(deps, cycle_id)
    return register_file(deps)


def _named(codes: tuple[str, ...], names: Mapping[str, str]) -> list[tuple[str, str]]:
    named = ((code, names.get(code, code)) for code in codes)
    return sorted(named, key=lambda each: danish_sort_key(each[1]))
