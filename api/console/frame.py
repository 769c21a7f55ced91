"""What all pages of the console have in common."""

from typing import Final

from fastapi.responses import HTMLResponse

from api.actions import ACTIONS
from api.clerk.wording import DECIDERS, OUTCOMES
from api.console.fields import field_of
from api.console.forms import FORMS
from api.pages import page
from api.wiring import SignedIn, fresh_nonce

BY_KIND: Final = {action.kind.value: action for action in ACTIONS}
FORM_OF: Final = {kind.value: names for kind, names in FORMS.items()}


def console_page(template: str, who: SignedIn, *, status: int = 200, **values: object) -> HTMLResponse:
    """Return a page of the console."""
    return page(
        template,
        status=status,
        who=who,
        actions=BY_KIND,
        form_of=FORM_OF,
        field_of=field_of,
        outcomes=OUTCOMES,
        deciders=DECIDERS,
        nonce=fresh_nonce,
        **values,
    )
