"""The calendar: which council meetings an agreement can reach, shown before anything is started."""

from collections.abc import Mapping
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.console.frame import console_page
from api.forms import as_date
from api.parts import Parts
from api.wiring import PartsIn, ReaderIn
from models.faults import BadInput, Fault
from models.queries.choices import start_choices
from models.queries.plan import AgreementPlan, plan_of_agreement
from models.queries.plan_question import basis_of_plan, read_plan_question
from workflows.rules.phases import Phase

router = APIRouter(prefix="/plan")
DAYS: Final = ("in_force", "dispatch", "deadline")
FIELDS: Final = (*DAYS, "kind", "region")
OF_START: Final = {"in_force": "period_start", "deadline": "approval_deadline", "kind": "kind", "region": "region"}
"""What the form that starts a cycle calls these fields."""


@router.get("")
def calendar(request: Request, who: ReaderIn, parts: PartsIn) -> Response:
    """Show the form, and what the calendar says of what was typed."""
    typed = _typed(request.query_params)
    found: AgreementPlan | None = None
    faults: tuple[Fault, ...] = ()
    if typed["in_force"]:
        try:
            found = _plan(typed, parts)
        except BadInput as error:
            faults = error.faults
    with parts.database.read() as session:
        choices = start_choices(session)
    status = 422 if faults else 200
    return console_page("plan.html", who, status=status, choices=choices, values=typed, faults=faults, plan=found)


def plan_of_start(values: Mapping[str, str], parts: Parts) -> AgreementPlan:
    """Return what the calendar says of what was typed in the form that starts a cycle.

    Raises:
        BadInput: with every fault, by the names of that form.
    """
    asked = {name: _as_typed(name, values[theirs]) for name, theirs in OF_START.items()}
    sent_at_once = values["start_phase"] == Phase.APPROVAL
    asked["dispatch"] = parts.today.isoformat() if sent_at_once else _as_typed("dispatch", values["adoption_on"])
    try:
        return _plan(asked, parts)
    except BadInput as error:
        names = OF_START | {"dispatch": "adoption_on"}
        faults = (Fault(names.get(fault.field, fault.field), fault.message) for fault in error.faults)
        raise BadInput(*faults) from error


def _typed(query: Mapping[str, str]) -> dict[str, str]:
    return {name: _as_typed(name, query.get(name, "")) for name in FIELDS}


def _as_typed(name: str, value: str) -> str:
    return as_date(value, "deadline") if name in DAYS else value


def _plan(typed: Mapping[str, str], parts: Parts) -> AgreementPlan:
    question = read_plan_question({name: value for name, value in typed.items() if value.strip()})
    with parts.database.read() as session:
        basis = basis_of_plan(session, question, today=parts.today)
        return plan_of_agreement(session, basis, today=parts.today)
