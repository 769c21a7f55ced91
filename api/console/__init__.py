"""The office's console: the secretariat's desk and forms, which the coordinator may read."""

from fastapi import APIRouter

from api.console import search, start
from api.console.access import staff, tokens
from api.console.cycle import (
    councils,
    cycles,
    documents,
    exports,
    hearing,
    initiatives,
    lists,
    moves,
    remarks,
    successor,
)
from api.console.desk import checks, desk
from api.console.directory import bodies, imports, kinds
from api.console.requests import actions
from api.console.start import planning

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
