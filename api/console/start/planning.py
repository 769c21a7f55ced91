"""The calendar: which council meetings an agreement can reach, shown before anything is started."""

from collections.abc import Mapping
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.authentication import Deps, ReaderDep
from api.console.frame import console_page
from api.dependencies import Dependencies
from api.forms.values import as_date
from models.queries.start.choices import start_choices
from models.queries.start.plan import AgreementPlan, plan_of_agreement
from models.queries.start.plan_question import basis_of_plan, read_plan_question
from request_types.faults import BadInput, Fault

router = APIRouter(prefix="/plan")
DAYS: Final = ("in_force", "dispatch", "deadline")
FIELDS: Final = (*DAYS, "kind", "region")


@router.get("")
def calendar(request: Request, who: ReaderDep, deps: Deps) -> Response:
    """Show the form, and what the calendar says of what was typed."""
    typed = _typed(request.query_params)
    found: AgreementPlan | None = None
    faults: tuple[Fault, ...] = ()
    if typed["in_force"]:
        try:
            found = _plan(typed, deps)
        except BadInput as error:
            faults = error.faults
    with deps.database.read() as session:
        choices = start_choices(session)
    status = 422 if faults else 200
    return console_page("plan.html", who, status=status, choices=choices, values=typed, faults=faults, plan=found)


def _typed(query: Mapping[str, str]) -> dict[str, str]:
    return {name: _as_typed(name, query.get(name, "")) for name in FIELDS}


def _as_typed(name: str, value: str) -> str:
    return as_date(value, "deadline") if name in DAYS else value


def _plan(typed: Mapping[str, str], deps: Dependencies) -> AgreementPlan:
    question = read_plan_question({name: value for name, value in typed.items() if value.strip()})
    with deps.database.read() as session:
        basis = basis_of_plan(session, question, today=deps.today)
        return plan_of_agreement(session, basis, today=deps.today)
