"""Which program asks: the dependencies of the JSON API and of the measures."""

from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Depends, Request
from starlette.exceptions import HTTPException

from api.authentication import Deps
from api.dependencies import Dependencies
from api.limits import Limited, address_of
from models.access.tokens import TokenScope, token_holder, why_ended

SEND_ONE: Final = "Send et gyldigt token: »Authorization: Bearer …«."
MAKE_ANOTHER: Final = "{why} Driften kan lave et nyt: »aftalehjul token create«."


@dataclass(frozen=True, slots=True)
class Program:
    """A program with a token; `mark` is how it is known where nothing is ever erased."""

    name: str
    scope: TokenScope
    mark: str

    @property
    def made_by(self) -> str:
        """How the inbox names this program: never by its name, which may be a person's."""
        return f"token:{self.mark}"


def holder(request: Request, deps: Deps) -> Program:
    """Return which program asks, whatever its token is for.

    Raises:
        HTTPException: it has no good token (401).
        TooMany: it asks too often, or the address has tried many tokens that were never ours.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    said = token.strip() if scheme.lower() == "bearer" else ""
    with deps.database.read() as session:
        found = token_holder(session, said, deps.clock())
        why = why_ended(session, said) if found is None else ""
    if found is None:
        raise _refusal(why, said, request, deps)
    deps.limits.count(Limited.CALL, found.name)
    return Program(found.name, found.scope, found.mark)


def _refusal(why: str, said: str, request: Request, deps: Dependencies) -> HTTPException:
    if said and not why:
        deps.limits.count(Limited.GUESSED_KEY, address_of(request))
    detail = MAKE_ANOTHER.format(why=why) if why else SEND_ONE
    return HTTPException(401, detail=detail, headers={"WWW-Authenticate": "Bearer"})


def program(who: Annotated[Program, Depends(holder)]) -> Program:
    """Return which program reads.

    Raises:
        HTTPException: its token is for measures only (403).
    """
    if who.scope is TokenScope.METRICS:
        raise HTTPException(403, detail="Tokenet må kun hente målinger.")
    return who


def writing_program(who: Annotated[Program, Depends(program)]) -> Program:
    """Return which program writes.

    Raises:
        HTTPException: its token may only read (403).
    """
    if who.scope is not TokenScope.WRITE:
        raise HTTPException(403, detail="Tokenet må kun læse.")
    return who


def measuring_program(who: Annotated[Program, Depends(holder)]) -> Program:
    """Return which program measures.

    Raises:
        HTTPException: its token is for something else (403).
    """
    if who.scope is not TokenScope.METRICS:
        raise HTTPException(403, detail="Målinger hentes med et token til netop det: --scope metrics.")
    return who


ProgramDep = Annotated[Program, Depends(program)]
WritingProgramDep = Annotated[Program, Depends(writing_program)]
MeasuringProgramDep = Annotated[Program, Depends(measuring_program)]
