"""Mit bord: what waits for an officer, and the cycles at a glance; and the directory."""

from fastapi import APIRouter
from fastapi.responses import Response

from api.console.drafts import draft_of
from api.console.frame import console_page
from api.wiring import PartsIn, ReaderIn
from models.directory import directory_page
from models.queries.desk import open_tasks
from models.queries.overview import cycle_lines

router = APIRouter()


@router.get("/")
def desk(who: ReaderIn, parts: PartsIn) -> Response:
    """Show the open tasks and the cycles that run."""
    with parts.database.read() as session:
        tasks = [(task, draft_of(task)) for task in open_tasks(session)]
        lines = cycle_lines(session)
    running = [line for line in lines if not line.phase.is_final]
    return console_page("desk.html", who, tasks=tasks, lines=running)


@router.get("/katalog")
def directory(who: ReaderIn, parts: PartsIn) -> Response:
    """Show all bodies, with marks where the source is unsure."""
    with parts.database.read() as session:
        regions = directory_page(session, on=parts.today)
    return console_page("directory.html", who, regions=regions)
