"""The office's console: the secretariat's desk and forms, which the coordinator may read."""

from fastapi import APIRouter

from api.console import (
    actions,
    checks,
    councils,
    cycles,
    desk,
    documents,
    exports,
    hearing,
    imports,
    initiatives,
    moves,
    planning,
    remarks,
    staff,
    start,
    successor,
)

router = APIRouter(include_in_schema=False)
for _part in (
    checks,
    desk,
    planning,
    start,
    moves,
    documents,
    exports,
    remarks,
    imports,
    staff,
    hearing,
    initiatives,
    successor,
    councils,
    cycles,
    actions,
):
    router.include_router(_part.router)

__all__ = ["router"]
