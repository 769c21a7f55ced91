"""Rehearsing an agreement that is not started yet."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field
from starlette.exceptions import HTTPException

from api.authentication import Deps
from api.bearer import WritingProgramDep
from api.ports import CannotRehearse
from api.v1.bodies import JsonDep
from api.v1.schemas import Rehearsal
from models.agreements.starting import NewCycle
from request_types.faults import read_model
from request_types.payload import Line

router = APIRouter()
MOST_ASSUMPTIONS = 200
A_WHILE = "20"


class NewRehearsal(NewCycle):
    """A start, the local date on which it is made (else today), and what is assumed: "laesoe:silent"."""

    starts_on: date | None = None
    assume: Annotated[tuple[Line, ...], Field(max_length=MOST_ASSUMPTIONS)] = ()

    @property
    def start(self) -> NewCycle:
        """The start alone."""
        return NewCycle(**self.model_dump(exclude={"starts_on", "assume"}))


_BODY = {"requestBody": {"content": {"application/json": {"schema": NewRehearsal.model_json_schema()}}}}


@router.post("/rehearsals", openapi_extra=_BODY)
def rehearse(body: JsonDep, _: WritingProgramDep, deps: Deps) -> Rehearsal:
    """Return all that will happen; nothing is started. It takes some seconds; 503 while another one is held."""
    asked = read_model(NewRehearsal, body, fallbacks={})
    try:
        came = deps.rehearser.rehearse(asked.start, asked.starts_on or deps.today, asked.assume)
    except CannotRehearse as error:
        raise HTTPException(503, detail=str(error), headers={"Retry-After": A_WHILE}) from None
    return Rehearsal.model_validate(came)
