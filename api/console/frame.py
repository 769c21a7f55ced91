"""What all pages of the console have in common."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData

from api.authentication import SignedIn
from api.forms.posted import fresh_nonce, text_of
from api.pages import page
from api.wording.reports import DECIDERS, OUTCOMES
from models.queries.preview import Preview
from request_types import OFFICE_REQUESTS, request_type

LONGEST_NONCE: Final = 80
LETTERS: Final = "breve"
"""What the button says that shows an act's letters before it is done."""


def nonce_of(form: FormData) -> str:
    """Return what makes a posted form one, a fresh one where it carries none; the inbox's key has room for it."""
    return text_of(form, "nonce")[:LONGEST_NONCE] or fresh_nonce()


def letters_page(
    who: SignedIn, previewed: Preview, carried: Mapping[str, str], *, at: str, button: str, now: datetime
) -> HTMLResponse:
    """Return the page that tells what an act would cause as of `now` (UTC).

    Its button posts to the address `at` all that was typed.
    """
    said = {name: value for name, value in carried.items() if value}
    cycle = at.rpartition("/")[0]
    return console_page(
        "letters_ahead.html", who, previewed=previewed, carried=said, at=at, cycle=cycle, button=button, now=now
    )


def console_page(template: str, who: SignedIn, *, status: int = 200, **values: object) -> HTMLResponse:
    """Return a page of the console."""
    return page(
        template,
        status=status,
        who=who,
        request_type=request_type,
        office_requests=OFFICE_REQUESTS,
        outcomes=OUTCOMES,
        deciders=DECIDERS,
        nonce=fresh_nonce,
        **values,
    )
