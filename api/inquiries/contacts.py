"""The addresses under /k/: is the mailbox right, and when does the council meet?"""

from typing import Annotated, Final

from fastapi import APIRouter, BackgroundTasks, Depends
from fastapi.responses import Response
from starlette.datastructures import FormData

from api.authentication import Deps
from api.forms.posted import FormDep, fresh_nonce
from api.forms.values import as_date, filled, text_fields
from api.inquiries.opening import OpenedInquiry, PostedAnswer, answer, opening
from api.pages import page
from api.submission import Report
from models.access.links import Room
from models.queries.links.addressed import ContactSide, contact_side
from request_types import read_payload
from request_types.faults import Fault
from request_types.inquiries import CONTACT_CHECK
from workflows.rules.requests import RequestKind

router = APIRouter(prefix=f"/{Room.CONTACTS}/{{token}}")
OpenedContactRoundDep = Annotated[
    OpenedInquiry[ContactSide],
    Depends(opening(lambda session, case, today: contact_side(session, case, today=today))),
]
FIELDS: Final = ("is_right", "mailbox", "reported_by")
MEETINGS: Final = {
    "council_meetings": ("Rådets møder", "council"),
    "committee_meetings": ("Fagudvalgets møder", "committee"),
    "finance_committee_meetings": ("Økonomiudvalgets møder", "finance_committee"),
}
ROWS: Final = 6


@router.get("")
def look(opened: OpenedContactRoundDep) -> Response:
    """Show the form."""
    return _form(opened, dict.fromkeys(FIELDS, ""), dict.fromkeys(MEETINGS, ()))


@router.post("")
def report(*, opened: OpenedContactRoundDep, form: FormDep, deps: Deps, tasks: BackgroundTasks) -> Response:
    """Put what was confirmed into the inbox."""

    def again(faults: tuple[Fault, ...], status: int) -> Response:
        days = {name: _days(form, name) for name in MEETINGS}
        return _form(opened, text_fields(form, FIELDS), days, faults=faults, status=status)

    return answer(PostedAnswer(opened, form, deps, tasks), lambda: _report(form), again)


def _days(form: FormData, name: str) -> tuple[str, ...]:
    said = (value for value in form.getlist(name) if isinstance(value, str) and value.strip())
    return tuple(as_date(value, "meeting_date") for value in said)


def _report(form: FormData) -> Report:
    values = filled(text_fields(form, FIELDS)) | {name: _days(form, name) for name in MEETINGS}
    return Report(CONTACT_CHECK, read_payload(RequestKind.CONTACT_CHECK, values))


def _form(
    opened: OpenedInquiry[ContactSide],
    values: dict[str, str],
    days: dict[str, tuple[str, ...]],
    *,
    faults: tuple[Fault, ...] = (),
    status: int = 200,
) -> Response:
    return page(
        "contact_check.html",
        status=status,
        opened=opened,
        case=opened.case,
        home=opened.link.path,
        side=opened.side,
        meetings=MEETINGS,
        days=days,
        rows=ROWS,
        values=values,
        faults=faults,
        nonce=fresh_nonce(),
    )
