"""The addresses of the steps to a decision: looking and going from step to step record nothing."""

from typing import Final

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from api.authentication import Deps
from api.clerk.answering import Step, are_chosen, show_again, show_check, show_details, show_outcomes
from api.clerk.fields import CHOICES, blank_values
from api.clerk.form import filled_form, keep_file
from api.clerk.links import OpenedLinkDep
from api.clerk.reports import answer_of, must_take, must_take_report
from api.forms.posted import FormDep, text_of
from request_types.faults import BadInput

router = APIRouter()
_STEPS: Final = frozenset(Step)


@router.get("/beslutning")
def begin(opened: OpenedLinkDep) -> Response:
    """Show the first step; where nothing more can be reported, the case says why."""
    if not opened.case.is_open or opened.case.standing.has_final_answer:
        return RedirectResponse(opened.link.path, 303)
    return show_outcomes(opened, blank_values())


@router.post("/beslutning")
def go_on(opened: OpenedLinkDep, form: FormDep, deps: Deps) -> Response:
    """Show the step that was asked for, or the one in which something is wrong; a file is kept for the next."""
    brought = filled_form(form)
    must_take(opened, brought.values)
    keep_file(brought, deps)
    values, step = brought.values, _asked(text_of(form, "til"))
    if step is Step.OUTCOME:
        return show_outcomes(opened, values)
    if step is Step.DETAILS and are_chosen(values):
        return show_details(opened, values)
    try:
        report = answer_of(brought, opened, deps)
        must_take_report(report, opened)
        report.payload.check(today=deps.today)
    except BadInput as error:
        return show_again(opened, values, _of_choices(error) if step is Step.DETAILS else error)
    return show_check(opened, values, report)


def _asked(step: str) -> Step:
    return Step(step) if step in _STEPS else Step.CHECK


def _of_choices(error: BadInput) -> BadInput:
    return BadInput(*(each for each in error.faults if each.field in CHOICES))
