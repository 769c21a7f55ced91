"""Rendering pages: Danish dates and times, strict templates, escaped text."""

from datetime import date, datetime
from typing import Final

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from api.forms.days import day_parts
from api.wording.entries import entry_word, fact_words
from models.calendar import COPENHAGEN
from workflows.rules.calendar.danish import danish_date, danish_weekday_date

KILOBYTE: Final = 1000
MEGABYTE: Final = 1_000_000


def moment(instant: datetime) -> str:
    """Return an instant (UTC) as Danes read it: "15. december 2027 kl. 14.05"."""
    local = instant.astimezone(COPENHAGEN)
    return f"{danish_date(local.date())} kl. {local:%H.%M}"


def day_or_dash(day: date | None) -> str:
    """Return a local date as Danes write it, a dash where there is none."""
    return danish_date(day) if day else "–"


def file_size(size: int) -> str:
    """Return a number of bytes as Danes read it: "1,2 MB"."""
    if size >= MEGABYTE:
        return f"{size / MEGABYTE:.1f} MB".replace(".", ",")
    return f"{max(1, round(size / KILOBYTE))} KB"


def environment() -> Environment:
    """Return the templates, in which a missing value is an error and every text is escaped."""
    templates = Environment(
        loader=PackageLoader("api"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters |= {
        "day": day_or_dash,
        "weekday": danish_weekday_date,
        "moment": moment,
        "file_size": file_size,
        "day_parts": day_parts,
        "entry_word": entry_word,
        "fact_words": fact_words,
    }
    return templates


_TEMPLATES: Final = environment()


def page(template: str, *, status: int = 200, **values: object) -> HTMLResponse:
    """Return a page."""
    return HTMLResponse(_TEMPLATES.get_template(template).render(status=status, **values), status)
