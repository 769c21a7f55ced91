"""Mit bord: what waits for an officer, and the cycles at a glance; and the directory."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.console.drafts import draft_of
from api.console.frame import console_page
from api.wiring import PartsIn, ReaderIn
from models.directory import directory_page
from models.queries.desk import open_tasks, tasks_in_hand
from models.queries.overview import cycle_lines
from models.queries.unplanned import unplanned_councils
from models.receipts import receipt_state

router = APIRouter()


@router.get("/")
def desk(who: ReaderIn, parts: PartsIn, modtaget: Annotated[int, Query(ge=0, lt=2**31)] = 0) -> Response:
    """Show the open tasks and the cycles that run; `modtaget` is what was just asked from here, by its number."""
    with parts.database.read() as session:
        asked = receipt_state(session, modtaget) if modtaget else None
        tasks = open_tasks(session)
        in_hand = tasks_in_hand(session, tasks)
        lines = [line for line in cycle_lines(session) if not line.phase.is_final]
        unplanned = unplanned_councils(session, lines, today=parts.today)
    return console_page(
        "desk.html",
        who,
        asked=asked,
        waiting=[(task, draft_of(task)) for task in tasks if task.id not in in_hand],
        in_hand=[(task, in_hand[task.id]) for task in tasks if task.id in in_hand],
        lines=lines,
        unplanned=[(line, unplanned[line.id]) for line in lines if line.id in unplanned],
    )


@router.get("/katalog")
def directory(who: ReaderIn, parts: PartsIn) -> Response:
    """Show all bodies, with marks where the source is unsure."""
    with parts.database.read() as session:
        regions = directory_page(session, on=parts.today)
    return console_page("directory.html", who, regions=regions)
