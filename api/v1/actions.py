"""One address for each action of the table."""

from collections.abc import Callable
from hashlib import sha256
from typing import Annotated, Any, Final

from fastapi import APIRouter, BackgroundTasks, Header, Query
from fastapi.responses import JSONResponse, Response

from api.acting import Asked, act, preview
from api.actions import ACTIONS, Action
from api.posted import fresh_nonce
from api.programs import Program, WritingProgramIn
from api.v1.bodies import JsonIn, accepted
from api.v1.described import SHOWN_AHEAD
from api.v1.foreseen import shown_ahead
from api.wiring import PartsIn
from models.requests import PAYLOADS

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


def _endpoint(action: Action) -> Callable[..., Response]:
    def ask(
        *,
        cycle_id: str,
        body: JsonIn,
        who: WritingProgramIn,
        parts: PartsIn,
        tasks: BackgroundTasks,
        idempotency_key: Annotated[str | None, Header(max_length=LONGEST_KEY)] = None,
        look_ahead: Annotated[bool, Query(alias="preview", description=AHEAD)] = False,
    ) -> Response:
        key = _key(who, idempotency_key or fresh_nonce())
        asked = Asked(cycle_id, body, key, who.made_by)
        if look_ahead:
            return JSONResponse(shown_ahead(preview(parts, action, asked)))
        return JSONResponse(accepted(act(parts, tasks, action, asked), cycle_id, parts), 202)

    return ask


def _key(who: Program, said: str) -> str:
    """Return the inbox's key: it cannot be erased, so nothing that a program says is in it as it was said."""
    return f"{who.made_by}:{sha256(said.encode()).hexdigest()}"


def _schema(action: Action) -> dict[str, Any]:
    schema = PAYLOADS[action.kind].model_json_schema()
    if action.kind.is_about_a_link:
        schema["properties"] = _LINK | schema["properties"]
    elif action.kind.is_of_a_council:
        schema["properties"] = _ADDRESS | schema["properties"]
    elif action.kind.is_of_an_inquiry:
        schema["properties"] = _INQUIRY | schema["properties"]
    return {"requestBody": {"content": {"application/json": {"schema": schema}}}}


for _action in ACTIONS:
    router.add_api_route(
        f"/cycles/{{cycle_id}}/{_action.path}",
        _endpoint(_action),
        methods=["POST"],
        status_code=202,
        response_class=JSONResponse,
        name=_action.path,
        summary=_action.button,
        openapi_extra=_schema(_action),
        responses=SHOWN_AHEAD,
    )
