"""Signing in by a one-time link: looking at it uses nothing up, pressing the button does; attempts are noted."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Final

import structlog
from fastapi import APIRouter, BackgroundTasks, Depends, Request
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from api.authentication import COOKIE, Deps, ReaderFormDep
from api.background import ask_for_sign_in
from api.dependencies import Dependencies
from api.forms.posted import FormDep, text_of
from api.limits import Limited, TooMany, address_of
from api.pages import page
from models.access.staff import (
    SESSION_LIFE,
    OtherAddress,
    SignInStep,
    StaffError,
    StaffFacts,
    end_all_sessions,
    end_session,
    needs_address,
    note_attempt,
    owner_of_link,
    session_staff,
    staff_by_email,
    use_sign_in,
)
from request_types.faults import Fault

_log = structlog.get_logger("web")
_EVENTS: Final = {
    SignInStep.ASKED: "sign_in_asked",
    SignInStep.UNKNOWN: "sign_in_unknown",
    SignInStep.SIGNED_IN: "signed_in",
    SignInStep.REFUSED: "sign_in_refused",
    SignInStep.LIMITED: "sign_in_limited",
}
router = APIRouter(prefix="/log-ind", include_in_schema=False)
out = APIRouter(include_in_schema=False)
AWAY: Final = "Vi kan ikke sende mails lige nu. Prøv igen om lidt, eller bed driften om et link."


def note(deps: Dependencies, step: SignInStep, staff_id: int | None = None) -> None:
    """Note what somebody did on the way in."""
    note_attempt(deps.database, step, deps.clock(), staff_id=staff_id)
    _log.info(_EVENTS[step], staff=staff_id)


def count_attempt(what: Limited, who: str, request: Request, deps: Dependencies) -> None:
    """Count an attempt; that there were too many is noted once in a while, so that the notes stay readable.

    Raises:
        TooMany: there were too many.
    """
    with _noted_excess(request, deps):
        deps.limits.count(what, who)


def look_at_attempts(what: Limited, who: str, request: Request, deps: Dependencies) -> None:
    """Count nothing; that there were too many already is noted as where they are counted.

    Raises:
        TooMany: there were too many.
    """
    with _noted_excess(request, deps):
        deps.limits.look(what, who)


@contextmanager
def _noted_excess(request: Request, deps: Dependencies) -> Iterator[None]:
    try:
        yield
    except TooMany:
        if deps.limits.wait(Limited.NOTED, address_of(request)) is None:
            note(deps, SignInStep.LIMITED)
        raise


def named_staff(request: Request, form: FormDep, deps: Deps) -> StaffFacts | None:
    """Return the member of staff whose address was typed, None where it is nobody's.

    Raises:
        TooMany: links were asked for too often from one address on the network. What others ask for one mailbox
            keeps nobody out: it is bounded by how many mails it gets.
    """
    typed = text_of(form, "email").strip().lower()
    count_attempt(Limited.SIGN_IN_OF_AN_ADDRESS, address_of(request), request, deps)
    with deps.database.read() as session:
        staff = staff_by_email(session, typed)
    note(deps, SignInStep.ASKED if staff else SignInStep.UNKNOWN, staff.id if staff else None)
    return staff


@router.get("")
def ask_for_address(deps: Deps) -> Response:
    """Show the field for the mail address."""
    return page("sign_in.html", is_embedded=deps.is_embedded)


@router.post("")
async def send_link(
    staff: Annotated[StaffFacts | None, Depends(named_staff)], deps: Deps, tasks: BackgroundTasks
) -> Response:
    """Have a link sent where the address is known; neither the answer nor its time tells whether it is."""
    if not await deps.engine.is_up():
        raise HTTPException(503, detail=AWAY)
    ask_for_sign_in(deps, tasks, staff)
    return page("sign_in_sent.html", is_embedded=deps.is_embedded)


@router.get("/{token}")
def show_button(token: str) -> Response:
    """Show the button; whether the link is good is told when it is pressed."""
    return _button(token)


@router.post("/{token}")
def sign_in(token: str, request: Request, form: FormDep, deps: Deps) -> Response:
    """Use the link up and begin a session; one that was mailed needs the address too.

    Raises:
        TooMany: many that opened nothing came from the same address, or many addresses were typed for this one.
    """
    typed = text_of(form, "email").strip()
    for guessed_by in (address_of(request), token):
        look_at_attempts(Limited.GUESSED_SIGN_IN, guessed_by, request, deps)
    try:
        cookie = use_sign_in(deps.database, token, deps.clock(), address=typed)
    except OtherAddress as error:
        if typed:  # a program that presses every button types nothing, and guesses nothing
            _note_guess(token, request, deps)
            count_attempt(Limited.GUESSED_SIGN_IN, token, request, deps)
        return _button(token, typed, (Fault("email", str(error)),))
    except StaffError as error:
        _note_guess(token, request, deps)
        return page("sign_in_failed.html", status=410, detail=str(error))
    return _signed_in(cookie, deps)


def _signed_in(cookie: str, deps: Dependencies) -> Response:
    with deps.database.read() as session:
        staff = session_staff(session, cookie, deps.clock())
    note(deps, SignInStep.SIGNED_IN, staff.id if staff else None)
    answer = RedirectResponse("/", 303)
    answer.set_cookie(
        COOKIE,
        cookie,
        max_age=int(SESSION_LIFE.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=deps.is_https,
    )
    return answer


def _note_guess(token: str, request: Request, deps: Dependencies) -> None:
    count_attempt(Limited.GUESSED_SIGN_IN, address_of(request), request, deps)
    with deps.database.read() as session:
        owner = owner_of_link(session, token)
    note(deps, SignInStep.REFUSED, owner)


def _button(token: str, typed: str = "", faults: tuple[Fault, ...] = ()) -> Response:
    return page(
        "sign_in_button.html",
        status=422 if faults else 200,
        token=token,
        asks_address=needs_address(token),
        values={"email": typed},
        faults=faults,
    )


@out.post("/log-ud")
def sign_out(who: ReaderFormDep, deps: Deps) -> Response:
    """End the session."""
    end_session(deps.database, who.cookie, deps.clock())
    return _signed_out(deps)


@out.post("/log-ud-alle-steder")
def sign_out_everywhere(who: ReaderFormDep, deps: Deps) -> Response:
    """End all sessions of the reader, wherever they are."""
    end_all_sessions(deps.database, who.staff.id, deps.clock())
    return _signed_out(deps)


def _signed_out(deps: Dependencies) -> Response:
    answer = RedirectResponse("/log-ind", 303)
    answer.delete_cookie(COOKIE, httponly=True, samesite="lax", secure=deps.is_https)
    return answer
