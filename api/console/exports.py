"""What the office takes along from a cycle: its decisions as a table."""

from typing import Final

from fastapi import APIRouter
from fastapi.responses import Response

from api.console.cycles import page_of
from api.documents.decisions_sheet import decisions_sheet
from api.files import attachment
from api.wiring import PartsIn, ReaderIn

CSV: Final = "text/csv; charset=utf-8"
router = APIRouter(prefix="/forloeb/{cycle_id}")


@router.get("/beslutninger.csv")
def decisions(cycle_id: str, _: ReaderIn, parts: PartsIn) -> Response:
    """Give the decisions as a table for Excel."""
    return attachment(decisions_sheet(page_of(parts, cycle_id)), CSV, f"beslutninger-{cycle_id}.csv")
