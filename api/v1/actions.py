"""One address for each request that a program may make."""

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Annotated, Any, Final

from fastapi import APIRouter, BackgroundTasks, Header, Query
from fastapi.responses import JSONResponse

from api.authentication import Deps
from api.bearer import Program, WritingProgramDep
from api.forms.posted import fresh_nonce
from api.submission import OfficeSubmission, preview, submit
from api.v1.bodies import JsonDep, accepted
from api.v1.described import PREVIEWED
from api.v1.schemas import Accepted, Preview
from request_types import OFFICE_REQUESTS, Payload, RequestType, Subject

router = APIRouter()
LONGEST_KEY: Final = 80
AHEAD: Final = "Only tell which letters this would cause (200); nothing is asked"
_ADDRESS: Final = {
    "party": {"type": "string", "description": "The council's municipality or region code"},
    "round": {"type": "integer", "description": "The newest round where left out"},
}

_INQUIRY: Final = {
    "inquiry": {"type": "string", "description": "Which inquiry: høring, kontaktrunde, status-2029-1 …"},
    "party": {"type": "string", "description": "The code of the body that was asked"},
}

_LINK: Final = _ADDRESS | {
    "party": {"type": "string", "description": "The code of the council, or of the body that the inquiry asks"},
    "inquiry": {"type": "string", "description": "Which inquiry's link: høring …; a round's where left out"},
}


_WHOM: Final[Mapping[Subject, dict[str, Any]]] = {
    Subject.COUNCIL: _ADDRESS,
    Subject.LINK: _LINK,
    Subject.INQUIRY: _INQUIRY,
    Subject.ADDRESSEE: _INQUIRY,
}


def _endpoint(asked: RequestType[Payload]) -> Callable[..., Accepted | JSONResponse]:
    def ask(
        *,
        cycle_id: str,
        body: JsonDep,
        who: WritingProgramDep,
        deps: Deps,
        tasks: BackgroundTasks,
        idempotency_key: Annotated[str | None, Header(max_length=LONGEST_KEY)] = None,
        look_ahead: Annotated[bool, Query(alias="preview", description=AHEAD)] = False,
    ) -> Accepted | JSONResponse:
        key = _key(who, idempotency_key or fresh_nonce())
        submission = OfficeSubmission(asked, cycle_id, body, key, who.made_by)
        if look_ahead:
            shown = Preview.model_validate(preview(deps, submission))
            return JSONResponse(shown.model_dump(mode="json"))
        return accepted(submit(deps, tasks, submission), cycle_id, deps)

    return ask


def _key(who: Program, said: str) -> str:
    """Return the inbox's key: it cannot be erased, so nothing that a program says is in it as it was said."""
    return f"{who.made_by}:{sha256(said.encode()).hexdigest()}"


def _schema(asked: RequestType[Payload]) -> dict[str, Any]:
    schema = asked.payload.model_json_schema()
    schema["properties"] = _WHOM.get(asked.subject, {}) | schema["properties"]
    return {"requestBody": {"content": {"application/json": {"schema": schema}}}}


for _asked in OFFICE_REQUESTS:
    router.add_api_route(
        f"/cycles/{{cycle_id}}/{_asked.path}",
        _endpoint(_asked),
        methods=["POST"],
        status_code=202,
        response_model=Accepted,
        name=_asked.path,
        summary=_asked.button,
        openapi_extra=_schema(_asked),
        responses=PREVIEWED,
    )
