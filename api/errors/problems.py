"""Errors in plain Danish: RFC 9457 problem details for programs, a page for people."""

from http import HTTPStatus
from typing import Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from api.pages import page
from request_types.faults import BadInput, Fault

DETAILS: Final = {
    400: "Forespørgslen kan ikke læses.",
    401: "Log ind først.",
    403: "Det har I ikke adgang til.",
    404: "Siden findes ikke.",
    405: "Det kan siden ikke bruges til.",
    413: "Filen er for stor; den må højst fylde 20 MB.",
    500: "Noget gik galt hos os. Prøv igen om lidt; det, der allerede er kvitteret for, er ikke gået tabt.",
    503: "Systemet kan ikke svare lige nu. Prøv igen om lidt.",
}
TITLES: Final = {
    400: "Kan ikke læses",
    401: "Log ind",
    403: "Ingen adgang",
    404: "Findes ikke",
    405: "Ikke muligt",
    409: "Strider mod noget andet",
    410: "Gælder ikke længere",
    413: "For stort",
    422: "Fejl i oplysningerne",
    429: "For mange forsøg på kort tid",
    500: "Der skete en fejl",
    503: "Kan ikke svare lige nu",
}


def add_error_answers(app: FastAPI) -> None:
    """Let every error of the app be answered in Danish."""
    app.add_exception_handler(HTTPException, _on_http_error)
    app.add_exception_handler(RequestValidationError, _on_bad_request)
    app.add_exception_handler(BadInput, _on_bad_input)


def is_for_programs(request: Request) -> bool:
    """Tell whether a program asks; its path is as sent, for a made-up Host header can spoil the address."""
    path: str = request.scope["path"]
    return path.startswith("/api/") or path == "/metrics"


def problem(status: int, detail: str = "", *, faults: tuple[Fault, ...] = ()) -> JSONResponse:
    """Return a problem as RFC 9457 has it; `faults` become `errors` with a field and a Danish message each."""
    content: dict[str, object] = {
        "type": "about:blank",
        "title": TITLES.get(status, HTTPStatus(status).phrase),
        "status": status,
        "detail": detail or DETAILS.get(status, ""),
    }
    if faults:
        content["errors"] = [{"field": fault.field, "message": fault.message} for fault in faults]
    return JSONResponse(content, status, media_type="application/problem+json")


def error_page(status: int, detail: str = "") -> Response:
    """Return an error as a page."""
    text = detail or DETAILS.get(status, "")
    return page("error.html", status=status, title=TITLES.get(status, "Fejl"), detail=text)


def answer_to_error(request: Request, error: HTTPException) -> Response:
    """Return an error as the asker reads best: problem details under /api, else a page."""
    is_plain = error.detail == HTTPStatus(error.status_code).phrase
    detail = "" if is_plain else error.detail
    if is_for_programs(request):
        answer: Response = problem(error.status_code, detail)
    else:
        answer = error_page(error.status_code, detail)
    answer.headers.update(error.headers or {})
    return answer


async def _on_http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return answer_to_error(request, error)


async def _on_bad_request(request: Request, error: Exception) -> Response:
    """Answer what FastAPI itself refuses: a path or query that is no number, or the like."""
    assert isinstance(error, RequestValidationError)
    faults = tuple(Fault(str(each["loc"][-1]), "Værdien kan ikke bruges.") for each in error.errors())
    if any(each["loc"][0] == "path" for each in error.errors()):
        return answer_to_error(request, HTTPException(404))
    if is_for_programs(request):
        return problem(422, "Oplysningerne kan ikke bruges.", faults=faults)
    return error_page(422, "Oplysningerne kan ikke bruges.")


async def _on_bad_input(request: Request, error: Exception) -> Response:
    assert isinstance(error, BadInput)
    if is_for_programs(request):
        return problem(422, str(error), faults=error.faults)
    return error_page(422, str(error))
