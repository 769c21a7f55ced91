"""Whether the process lives, and whether it can take answers."""

from typing import Annotated

import structlog
from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse
from sqlalchemy.exc import SQLAlchemyError

from api.authentication import Deps
from models.queries.cycle.overview import cycle_lines

router = APIRouter(include_in_schema=False)
_log = structlog.get_logger("web")


def database_answers(deps: Deps) -> bool:
    """Tell whether the database answers and has our tables."""
    try:
        with deps.database.read() as session:
            cycle_lines(session, limit=1)
    except SQLAlchemyError as error:
        _log.error("database away", reason=type(error).__name__)  # the trace holds the address
        return False
    return True


@router.get("/healthz")
def lives() -> dict[str, str]:
    """Tell that the process lives."""
    return {"status": "ok"}


@router.get("/readyz")
async def is_ready(has_database: Annotated[bool, Depends(database_answers)], deps: Deps) -> JSONResponse:
    """Tell whether answers can be taken: that needs the database, and not Temporal."""
    has_temporal = await deps.engine.is_up()
    content = {
        "status": "ok" if has_database else "unavailable",
        "database": "ok" if has_database else "away",
        "temporal": "ok" if has_temporal else "away",
    }
    return JSONResponse(content, 200 if has_database else 503)
