"""The JSON API: the twin of every button in the console, for programs with a token."""

from fastapi import APIRouter, Depends

from api.v1 import actions, cycles, documents, exports, moves, plans, rehearsals, years
from api.v1.described import PROBLEMS, bearer

router = APIRouter(prefix="/api/v1", responses=PROBLEMS, dependencies=[Depends(bearer)])
router.include_router(cycles.router)
router.include_router(documents.router)
router.include_router(exports.router)
router.include_router(moves.router)
router.include_router(plans.router)
router.include_router(rehearsals.router)
router.include_router(years.router)
router.include_router(actions.router)

__all__ = ["router"]
