"""What was remarked about the text, gathered: as a page, and as a table."""

from typing import Final

from fastapi import APIRouter
from fastapi.responses import Response

from api.authentication import Deps, ReaderDep
from api.console.frame import console_page
from api.dependencies import Dependencies
from api.documents.hearing_report import summary_lines
from api.documents.sheets.remarks import remarks_sheet
from api.downloads import attachment
from models.agreements.versions import UnknownCycle
from models.queries.cycle.remarks import Remarks, remarks_of_cycle

CSV: Final = "text/csv; charset=utf-8"
router = APIRouter(prefix="/forloeb/{cycle_id}")


@router.get("/bemaerkninger")
def matrix(cycle_id: str, who: ReaderDep, deps: Deps) -> Response:
    """Show each remark of a council word for word, and what the hearings brought in short."""
    found = _remarks_of(deps, cycle_id)
    return console_page("remarks.html", who, remarks=found, summary=summary_lines(found.report))


@router.get("/bemaerkninger.csv")
def sheet(cycle_id: str, _: ReaderDep, deps: Deps) -> Response:
    """Give all remarks as a table for Excel."""
    return attachment(remarks_sheet(_remarks_of(deps, cycle_id)), CSV, f"bemærkninger-{cycle_id}.csv")


def _remarks_of(deps: Dependencies, cycle_id: str) -> Remarks:
    with deps.database.read() as session:
        found = remarks_of_cycle(session, cycle_id)
    if found is None:
        raise UnknownCycle(cycle_id)
    return found
