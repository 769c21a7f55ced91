"""What a public body must tell of its pages: how accessible they are, and what becomes of personal data."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from api.pages import page

router = APIRouter(include_in_schema=False)


@router.get("/was")
def accessibility() -> HTMLResponse:
    """Show the accessibility statement (lov om tilgængelighed af offentlige organers websteder, § 5)."""
    return page("was.html")


@router.get("/privatliv")
def privacy() -> HTMLResponse:
    """Show what is kept of whom, and why (databeskyttelsesforordningen, articles 13 and 14)."""
    return page("privacy.html")
