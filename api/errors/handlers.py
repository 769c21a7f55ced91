"""How our own errors are answered: each once, for pages and programs."""

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from api.authentication import LogInFirst
from api.errors.problems import TITLES, answer_to_error, is_for_programs, problem
from api.forms.posted import MOST_FIELDS, MOST_FILES, fresh_nonce
from api.limits import TooMany
from api.links import DeadLink, NothingToTell, OtherRoom
from api.pages import page
from models.agreements.versions import CycleEnded, UnknownCycle
from models.inbox.submission import KeyReused


def add_own_answers(app: FastAPI) -> None:
    """Let the errors of stores and links be answered in Danish."""
    app.add_exception_handler(DeadLink, _on_dead_link)
    app.add_exception_handler(OtherRoom, _on_other_room)
    app.add_exception_handler(NothingToTell, _on_nothing_to_tell)
    app.add_exception_handler(LogInFirst, _on_anonymous)
    app.add_exception_handler(UnknownCycle, _on_unknown_cycle)
    app.add_exception_handler(CycleEnded, _on_ended_cycle)
    app.add_exception_handler(KeyReused, _on_reused_key)
    app.add_exception_handler(TooMany, _on_too_many)


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


async def _on_too_many(request: Request, error: Exception) -> Response:
    assert isinstance(error, TooMany)
    headers = {"Retry-After": str(error.seconds)}
    if is_for_programs(request):
        answer: Response = problem(429, str(error))
    else:
        answer = await _page_to_send_again(request, error)
    answer.headers.update(headers)
    return answer


async def _page_to_send_again(request: Request, error: TooMany) -> Response:
    """Return a page that keeps what was typed: sent again from there, it is the same form."""
    typed: list[tuple[str, str]] = []
    files: list[str] = []
    if request.method == "POST":
        async with request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS) as form:
            typed, files = _brought(form)
        typed += [] if "nonce" in dict(typed) else [("nonce", fresh_nonce())]
    return page(
        "too_many.html",
        status=429,
        title=TITLES[429],
        detail=str(error),
        wait=error.wait,
        action=request.scope["path"] if request.method == "POST" else "",
        typed=typed,
        files=files,
        secretariat=error.secretariat,
    )


def _brought(form: FormData) -> tuple[list[tuple[str, str]], list[str]]:
    """Return what was typed, and the names of the fields that brought a file: those must be chosen again."""
    items = form.multi_items()
    typed = [(name, value) for name, value in items if isinstance(value, str)]
    return typed, [name for name, value in items if not isinstance(value, str) and value.filename]
