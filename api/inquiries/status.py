"""The addresses under /o/: how a body's initiatives are getting on."""

from typing import Annotated, Final

from fastapi import APIRouter, BackgroundTasks, Depends
from fastapi.responses import Response
from starlette.datastructures import FormData

from api.authentication import Deps
from api.forms.posted import FormDep, fresh_nonce, text_of
from api.forms.values import filled, text_fields
from api.inquiries.opening import OpenedInquiry, PostedAnswer, answer, opening
from api.pages import page
from api.submission import Report
from models.access.links import Room
from models.queries.cycle.follow_up import InitiativeLine
from models.queries.links.addressed import asked_initiatives
from request_types import read_payload
from request_types.faults import BadInput, Fault, read_model
from request_types.inquiries import STATUS_REPORT, InitiativeStatus
from workflows.rules.follow_up import Progress
from workflows.rules.requests import RequestKind

router = APIRouter(prefix=f"/{Room.STATUS}/{{token}}")
OpenedStatusRoundDep = Annotated[
    OpenedInquiry[tuple[InitiativeLine, ...]],
    Depends(opening(lambda session, case, _: asked_initiatives(session, case))),
]
NO_STATUS: Final = "Vælg en status for hver indsats."
NOTHING_ASKED: Final = "Der er ingen åbne indsatser at melde status på."


@router.get("")
def look(opened: OpenedStatusRoundDep) -> Response:
    """Show the body's initiatives, each with its newest status."""
    initiatives = opened.side
    values = {f"progress-{each.number}": each.progress.value for each in initiatives}
    values |= {f"note-{each.number}": "" for each in initiatives}
    return _form(opened, values | {"reported_by": ""})


@router.post("")
def report(*, opened: OpenedStatusRoundDep, form: FormDep, deps: Deps, tasks: BackgroundTasks) -> Response:
    """Put the statuses into the inbox."""
    initiatives = opened.side

    def again(faults: tuple[Fault, ...], status: int) -> Response:
        return _form(opened, text_fields(form, _names(initiatives)), faults=faults, status=status)

    return answer(PostedAnswer(opened, form, deps, tasks), lambda: _report(form, initiatives), again)


def _names(initiatives: tuple[InitiativeLine, ...]) -> tuple[str, ...]:
    of_each = (f"{field}-{each.number}" for each in initiatives for field in ("progress", "note"))
    return (*of_each, "reported_by")


def _report(form: FormData, initiatives: tuple[InitiativeLine, ...]) -> Report:
    if not initiatives:
        raise BadInput(Fault("", NOTHING_ASKED))
    statuses = [_status(form, each.number) for each in initiatives]
    faults = [fault for status in statuses for fault in _faults_of(status)]
    values = filled(text_fields(form, ("reported_by",))) | {"initiatives": statuses}
    try:
        payload = read_payload(RequestKind.STATUS_REPORT, values)
    except BadInput as error:
        rest = (each for each in error.faults if each.field != "initiatives")
        raise BadInput(*([*faults, *rest] or error.faults)) from error
    return Report(STATUS_REPORT, payload)


def _status(form: FormData, number: int) -> dict[str, object]:
    told = {name: text_of(form, f"{name}-{number}") for name in ("progress", "note")}
    return {"initiative": number, **told}


def _faults_of(status: dict[str, object]) -> tuple[Fault, ...]:
    """Return what is wrong with the status of one initiative, named as the form's fields."""
    try:
        read_model(InitiativeStatus, status, fallbacks={})
    except BadInput as error:
        messages = {"progress": NO_STATUS}
        return tuple(
            Fault(f"{each.field}-{status['initiative']}", messages.get(each.field, each.message))
            for each in error.faults
        )
    return ()


def _form(
    opened: OpenedInquiry[tuple[InitiativeLine, ...]],
    values: dict[str, str],
    *,
    faults: tuple[Fault, ...] = (),
    status: int = 200,
) -> Response:
    return page(
        "status.html",
        status=status,
        opened=opened,
        case=opened.case,
        home=opened.link.path,
        initiatives=opened.side,
        choices=tuple((each.value, each.danish) for each in Progress),
        values=values,
        faults=faults,
        nonce=fresh_nonce(),
    )
