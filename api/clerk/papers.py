"""What a council takes along for its own journal; a link gives it for as long as it lives."""

from fastapi import APIRouter
from fastapi.responses import Response

from api.authentication import Deps
from api.clerk.links import OpenedLinkDep
from api.documents.archive import ZIP
from api.documents.journal import journal_for, journal_package, package_name
from api.documents.register_file import register_file
from api.downloads import attachment

router = APIRouter()


@router.get("/journal.zip")
def journal(opened: OpenedLinkDep, deps: Deps) -> Response:
    """Give all papers of the council in its round for its journal."""
    case = opened.case
    found = journal_for(deps, case.cycle_id, case.party, number=case.round).for_the_council
    return attachment(journal_package(found), ZIP, package_name(found))


@router.get("/register.zip")
def register(opened: OpenedLinkDep, deps: Deps) -> Response:
    """Give the register with the council's own words, for proving it without us."""
    return register_file(deps, party=opened.case.party)
