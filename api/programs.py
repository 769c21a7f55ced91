"""Which program asks: the dependencies of the JSON API."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.exceptions import HTTPException

from api.wiring import PartsIn
from models.tokens import TokenScope, token_holder


@dataclass(frozen=True, slots=True)
class Program:
    """A program with a token."""

    name: str
    scope: TokenScope

    @property
    def made_by(self) -> str:
        """How the inbox names this program."""
        return f"token:{self.name}"


def program(request: Request, parts: PartsIn) -> Program:
    """Return which program asks.

    Raises:
        HTTPException: it has no good token (401).
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    with parts.database.read() as session:
        holder = token_holder(session, token.strip(), parts.clock()) if scheme.lower() == "bearer" else None
    if holder is None:
        headers = {"WWW-Authenticate": "Bearer"}
        raise HTTPException(401, detail="Send et gyldigt token: »Authorization: Bearer …«.", headers=headers)
    return Program(holder.name, holder.scope)


def writing_program(who: Annotated[Program, Depends(program)]) -> Program:
    """Return which program writes.

    Raises:
        HTTPException: its token may only read (403).
    """
    if who.scope is not TokenScope.WRITE:
        raise HTTPException(403, detail="Tokenet må kun læse.")
    return who


ProgramIn = Annotated[Program, Depends(program)]
WritingProgramIn = Annotated[Program, Depends(writing_program)]
