"""One council of a cycle's round: what it said, and what the office can do about it."""

from fastapi import APIRouter
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from api.authentication import Deps, ReaderDep
from api.console.cycle.cycles import page_of
from api.console.frame import console_page
from models.queries.cycle.calls import calls_of_council

router = APIRouter(prefix="/forloeb")


@router.get("/{cycle_id}/raad/{party}")
def council(cycle_id: str, party: str, who: ReaderDep, deps: Deps) -> Response:
    """Show a council of the newest round."""
    page = page_of(deps, cycle_id)
    line = next((each for each in page.councils if each.code == party), None)
    if line is None:
        raise HTTPException(404)
    decisions = [each for each in page.decisions if each.party == party and each.round == page.line.round]
    letters = [each for each in page.letters if each.party == party and each.round == page.line.round]
    with deps.database.read() as session:
        calls = calls_of_council(session, cycle_id=cycle_id, round_number=page.line.round or 0, party=party)
    return console_page(
        "council.html", who, page=page, council=line, decisions=decisions, letters=letters, calls=calls
    )
