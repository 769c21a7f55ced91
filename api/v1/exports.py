"""Documents of a cycle, ready to be filed."""

from typing import Any, Final

from fastapi import APIRouter
from fastapi.responses import Response

from api.authentication import Deps
from api.bearer import ProgramDep
from api.documents.decision_record.document import record_document, record_of
from api.documents.pdf import PDF
from api.downloads import attachment

router = APIRouter()
_PDF: Final[dict[int | str, dict[str, Any]]] = {200: {"content": {PDF: {}}}}


@router.get("/cycles/{cycle_id}/decision-record.pdf", response_class=Response, responses=_PDF)
def decision_record(cycle_id: str, _: ProgramDep, deps: Deps) -> Response:
    """Return the decision record of the newest round as PDF/A."""
    content = record_document(record_of(deps, cycle_id), at=deps.clock())
    return attachment(content, PDF, f"beslutninger-{cycle_id}.pdf")
