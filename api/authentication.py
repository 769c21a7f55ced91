"""Who is asking: the dependencies of all endpoints."""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Depends, Request
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from api.dependencies import Dependencies
from api.forms.posted import FormDep, text_of
from models.access.staff import Role, StaffFacts, session_staff

COOKIE: Final = "aftalehjul"
SESSION_OVER: Final = "I er ikke logget ind (længere). Log ind, og prøv igen."
READ_ONLY: Final = "Koordinatorer kan se alt, men kun sekretariatet kan ændre noget."
BAD_CSRF: Final = "Formularen er forældet. Gå tilbage, genindlæs siden, og prøv igen."


class LogInFirst(Exception):
    """Nobody is signed in; a page sends its reader to the sign-in."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A member of staff in a browser; `csrf` is what the forms of this session carry."""

    staff: StaffFacts
    csrf: str
    cookie: str

    @property
    def may_write(self) -> bool:
        """Tell whether the reader may change anything."""
        return self.staff.role is Role.SECRETARIAT

    @property
    def made_by(self) -> str:
        """How the inbox names this reader."""
        return f"staff:{self.staff.id}"


def dependencies_of(request: Request) -> Dependencies:
    """Return the collaborators that the app was made of."""
    deps: Dependencies = request.app.state.deps
    return deps


Deps = Annotated[Dependencies, Depends(dependencies_of)]


def signed_in(request: Request, deps: Deps) -> SignedIn | None:
    """Return who is signed in, None where nobody is."""
    cookie = request.cookies.get(COOKIE, "")
    if not cookie:
        return None
    with deps.database.read() as session:
        staff = session_staff(session, cookie, deps.clock())
    return SignedIn(staff, csrf_token(deps.csrf_secret, cookie), cookie) if staff else None


def reader(who: Annotated[SignedIn | None, Depends(signed_in)]) -> SignedIn:
    """Return who reads.

    Raises:
        LogInFirst: nobody is signed in.
    """
    if who is None:
        raise LogInFirst
    return who


def posts(request: Request, deps: Deps) -> SignedIn:
    """Return who posts, before the form is read.

    Raises:
        HTTPException: nobody is signed in (401).
    """
    who = signed_in(request, deps)
    if who is None:
        raise HTTPException(401, detail=SESSION_OVER)
    return who


def may_write(who: Annotated[SignedIn, Depends(posts)]) -> SignedIn:
    """Return who writes, before the form is read.

    Raises:
        HTTPException: it is a coordinator (403).
    """
    if not who.may_write:
        raise HTTPException(403, detail=READ_ONLY)
    return who


def reader_form(who: Annotated[SignedIn, Depends(posts)], form: FormDep) -> SignedIn:
    """Return who posts a form that readers may post too.

    Raises:
        HTTPException: the form does not carry the session's token (403).
    """
    _check_csrf(who, form)
    return who


def writer(who: Annotated[SignedIn, Depends(may_write)], form: FormDep) -> SignedIn:
    """Return who posts a form of the console.

    Raises:
        HTTPException: the form does not carry the session's token (403).
    """
    _check_csrf(who, form)
    return who


def _check_csrf(who: SignedIn, form: FormData) -> None:
    if not hmac.compare_digest(text_of(form, "csrf").encode(), who.csrf.encode()):
        raise HTTPException(403, detail=BAD_CSRF)


ReaderDep = Annotated[SignedIn, Depends(reader)]
WriterDep = Annotated[SignedIn, Depends(writer)]
ReaderFormDep = Annotated[SignedIn, Depends(reader_form)]


def csrf_token(secret: str, cookie: str) -> str:
    """Return what the forms of a session carry: nobody else can make it."""
    return hmac.new(secret.encode(), f"csrf/{cookie}".encode(), hashlib.sha256).hexdigest()
