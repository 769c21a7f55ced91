"""The calendar of an agreement that is not started yet."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.authentication import Deps
from api.bearer import ProgramDep
from models.queries.start.plan import AgreementPlan, plan_of_agreement
from models.queries.start.plan_question import basis_of_plan, read_plan_question

router = APIRouter()
Typed = Annotated[str, Query()]


@router.get("/plan")
def plan(
    _: ProgramDep,
    deps: Deps,
    *,
    in_force: Annotated[str, Query(description="The first day of the period, ISO 8601")] = "",
    kind: Typed = "",
    region: Typed = "",
    dispatch: Typed = "",
    deadline: Typed = "",
) -> AgreementPlan:
    """Return per council the reachable meetings, the slack and the last safe dispatch; dates are local."""
    typed = {"in_force": in_force, "kind": kind, "region": region, "dispatch": dispatch, "deadline": deadline}
    question = read_plan_question({name: value for name, value in typed.items() if value})
    with deps.database.read() as session:
        return plan_of_agreement(session, basis_of_plan(session, question, today=deps.today), today=deps.today)
