"""The report of the hearings (høringsnotat): as a page with its buttons, and as a document."""

from fastapi import APIRouter
from fastapi.responses import Response

from api.authentication import Deps, ReaderDep
from api.console.frame import console_page
from api.console.requests.choices import choices_of
from api.documents.hearing_report import hearing_document, report_of, respondent, summary_lines
from api.downloads import attachment
from models.agreements.documents import DOCX

router = APIRouter(prefix="/forloeb/{cycle_id}")


@router.get("/hoeringsnotat")
def report(cycle_id: str, who: ReaderDep, deps: Deps) -> Response:
    """Show each answer with its remarks and what became of them."""
    found = report_of(deps, cycle_id)
    newest = found.hearings[0].slug if found.hearings else ""
    return console_page(
        "hearing_report.html",
        who,
        report=found,
        summary=summary_lines(found),
        respondent=respondent,
        choices=choices_of(deps, cycle_id, newest),
    )


@router.get("/hoeringsnotat.docx")
def document(cycle_id: str, _: ReaderDep, deps: Deps) -> Response:
    """Give the report as a document."""
    content = hearing_document(report_of(deps, cycle_id), today=deps.today)
    return attachment(content, DOCX, f"høringsnotat-{cycle_id}.docx")
