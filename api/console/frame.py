"""What all pages of the console have in common."""

from typing import Final

from fastapi.responses import HTMLResponse

from api.actions import ACTIONS, WITHOUT_LETTERS
from api.clerk.wording import DECIDERS, OUTCOMES
from api.console.fields import field_of
from api.console.forms import names_of
from api.pages import page
from api.wiring import SignedIn, fresh_nonce

BY_KIND: Final = {action.kind.value: action for action in ACTIONS}


def console_page(template: str, who: SignedIn, *, status: int = 200, **values: object) -> HTMLResponse:
    """Return a page of the console."""
    return page(
        template,
        status=status,
        who=who,
        actions=BY_KIND,
        names_of=names_of,
        field_of=field_of,
        without_letters=WITHOUT_LETTERS,
        outcomes=OUTCOMES,
        deciders=DECIDERS,
        nonce=fresh_nonce,
        **values,
    )
