"""The initiatives of an agreement: owners, goals, milestones, newest status and all that was told before."""

from fastapi import APIRouter
from fastapi.responses import Response

from api.authentication import Deps, ReaderDep
from api.console.cycle.cycles import page_of
from api.console.frame import console_page
from api.console.requests.choices import choices_of
from models.queries.cycle.follow_up import InitiativeLine

router = APIRouter(prefix="/forloeb/{cycle_id}")


@router.get("/indsatser")
def initiatives(cycle_id: str, who: ReaderDep, deps: Deps) -> Response:
    """Show a cycle's initiatives, with a form for each and one for a new one."""
    page = page_of(deps, cycle_id)
    return console_page(
        "initiatives.html",
        who,
        page=page,
        typed=typed_before,
        choices=choices_of(deps, cycle_id),
    )


def typed_before(initiative: InitiativeLine) -> dict[str, str]:
    """Return an initiative as its form would have been typed."""
    milestones = (f"{each.title}; {each.due_on}" for each in initiative.milestones)
    return {
        "title": initiative.title,
        "owner": initiative.owner_code,
        "paragraph": initiative.paragraph,
        "goal": initiative.goal,
        "progress": initiative.progress.value,
        "milestones": "\n".join(milestones),
    }
