"""The office's console: the secretariat's desk and forms, which the coordinator may read."""

from fastapi import APIRouter

from api.console import (
    actions,
    bodies,
    checks,
    councils,
    cycles,
    desk,
    documents,
    exports,
    hearing,
    imports,
    initiatives,
    kinds,
    lists,
    moves,
    planning,
    remarks,
    search,
    staff,
    start,
    successor,
    tokens,
)

router = APIRouter(include_in_schema=False)
for _part in (
    checks,
    desk,
    search,
    planning,
    start,
    moves,
    documents,
    exports,
    remarks,
    imports,
    staff,
    tokens,
    kinds,
    bodies,
    hearing,
    initiatives,
    successor,
    councils,
    lists,
    cycles,
    actions,
):
    router.include_router(_part.router)

__all__ = ["router"]
