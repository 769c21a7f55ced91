"""What the office takes along from a cycle: its decisions as a table and as a record."""

from typing import Final

from fastapi import APIRouter
from fastapi.responses import Response

from api.authentication import Deps, ReaderDep
from api.console.cycle.cycles import page_of
from api.documents.archive import ZIP
from api.documents.decision_record.document import record_document, record_of
from api.documents.journal import journal_for, journal_package, package_name
from api.documents.pdf import PDF
from api.documents.sheets.decisions import decisions_sheet
from api.downloads import attachment

CSV: Final = "text/csv; charset=utf-8"
router = APIRouter(prefix="/forloeb/{cycle_id}")


@router.get("/beslutninger.csv")
def decisions(cycle_id: str, _: ReaderDep, deps: Deps) -> Response:
    """Give the decisions as a table for Excel."""
    return attachment(decisions_sheet(page_of(deps, cycle_id)), CSV, f"beslutninger-{cycle_id}.csv")


@router.get("/beslutninger.pdf")
def decision_record(cycle_id: str, _: ReaderDep, deps: Deps) -> Response:
    """Give the decision record of the newest round as PDF/A."""
    content = record_document(record_of(deps, cycle_id), at=deps.clock())
    return attachment(content, PDF, f"beslutninger-{cycle_id}.pdf")


@router.get("/raad/{party}/journal.zip")
def journal(cycle_id: str, party: str, _: ReaderDep, deps: Deps) -> Response:
    """Give a council's papers of the newest round for its journal."""
    found = journal_for(deps, cycle_id, party)
    return attachment(journal_package(found), ZIP, package_name(found))
