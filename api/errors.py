"""How our own errors are answered: each once, for pages and programs."""

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from api.links import DeadLink, NothingToTell, OtherRoom
from api.pages import page
from api.problems import answer_to_error
from api.wiring import LogInFirst
from models.inbox import KeyReused
from models.versions import CycleEnded, UnknownCycle


def add_own_answers(app: FastAPI) -> None:
    """Let the errors of stores and links be answered in Danish."""
    app.add_exception_handler(DeadLink, _on_dead_link)
    app.add_exception_handler(OtherRoom, _on_other_room)
    app.add_exception_handler(NothingToTell, _on_nothing_to_tell)
    app.add_exception_handler(LogInFirst, _on_anonymous)
    app.add_exception_handler(UnknownCycle, _on_unknown_cycle)
    app.add_exception_handler(CycleEnded, _on_ended_cycle)
    app.add_exception_handler(KeyReused, _on_reused_key)


async def _on_dead_link(_: Request, error: Exception) -> Response:
    assert isinstance(error, DeadLink)
    link = error.link
    return page("dead_link.html", status=410, home=link.path, why=link.why_dead, secretariat=error.secretariat)


async def _on_other_room(_: Request, error: Exception) -> Response:
    return RedirectResponse(str(error), 303)


async def _on_nothing_to_tell(request: Request, error: Exception) -> Response:
    return answer_to_error(request, HTTPException(410, detail=str(error)))


async def _on_anonymous(_: Request, __: Exception) -> Response:
    return RedirectResponse("/log-ind", 303)


async def _on_unknown_cycle(request: Request, _: Exception) -> Response:
    return answer_to_error(request, HTTPException(404, detail="Forløbet findes ikke."))


async def _on_ended_cycle(request: Request, error: Exception) -> Response:
    return answer_to_error(request, HTTPException(409, detail=str(error)))


async def _on_reused_key(request: Request, error: Exception) -> Response:
    assert isinstance(error, KeyReused)
    detail = f"Nøglen er brugt før, til noget andet: se henvendelse nr. {error.number}."
    return answer_to_error(request, HTTPException(409, detail=detail))
