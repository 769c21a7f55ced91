"""The measures, for a program whose token is for nothing else."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from prometheus_client import CONTENT_TYPE_LATEST

from api.authentication import Deps
from api.bearer import MeasuringProgramDep
from api.middleware.measuring import Measures
from models.queries.measures import StoreMeasures, store_measures

router = APIRouter(include_in_schema=False)


def measured_store(_: MeasuringProgramDep, deps: Deps) -> StoreMeasures:
    """Return what is measured of the store."""
    with deps.database.read() as session:
        return store_measures(session, deps.clock())


@router.get("/metrics")
async def metrics(
    request: Request, store: Annotated[StoreMeasures, Depends(measured_store)], deps: Deps
) -> Response:
    """Give the measures as Prometheus reads them."""
    measures: Measures = request.app.state.measures
    shown = measures.shown(store, has_temporal=await deps.engine.is_up())
    return Response(shown, media_type=CONTENT_TYPE_LATEST)
