"""One field that finds agreements, bodies and receipts."""

from typing import Final

from fastapi import APIRouter
from fastapi.responses import Response

from api.authentication import Deps, ReaderDep
from api.console.frame import console_page
from api.console.paging import PageDep, Paging
from models.queries.search import HITS_A_PAGE, LONGEST_QUERY, search
from request_types.faults import Fault

router = APIRouter(prefix="/soeg")
TOO_LONG: Final = Fault("q", f"Skriv højst {LONGEST_QUERY} tegn i søgefeltet.")


@router.get("")
def find(who: ReaderDep, deps: Deps, q: str = "", side: PageDep = 1) -> Response:
    """Show what was found."""
    query = " ".join(q.replace("\x00", " ").split())
    if len(query) > LONGEST_QUERY:
        return console_page("search.html", who, status=422, query=query, faults=(TOO_LONG,))
    with deps.database.read() as session:
        found = search(session, query, page=side)
    paging = Paging("/soeg", side, found.total, {"q": query}, HITS_A_PAGE)
    return console_page("search.html", who, query=query, faults=(), found=found, paging=paging)
