"""A fresh link in the place of a dead one, sent to the registered mailbox; the answer is always the same."""

from datetime import timedelta
from typing import Final

from fastapi import APIRouter
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from api.authentication import Deps
from api.limits import once_in
from api.links import SignedLinkDep
from api.pages import page
from models.access.links import Room
from workflows.contracts.letters import LetterInput, LetterOrder
from workflows.rules.letters import LetterKind
from workflows.temporal.client import EngineAway

router = APIRouter(include_in_schema=False)
BETWEEN_LINKS: Final = timedelta(hours=1)
AWAY: Final = "Vi kan ikke sende et nyt link lige nu. Prøv igen om lidt, eller ring til sekretariatet."


async def fresh_link(link: SignedLinkDep, deps: Deps) -> Response:
    """Have a fresh link sent."""
    invitation = link.invitation
    order = LetterOrder(
        LetterKind.NEW_LINK,
        invitation.cycle_id,
        round=invitation.round,
        party=invitation.party,
        inquiry=invitation.inquiry,
    )
    workflow_id = once_in(BETWEEN_LINKS, f"brev/nyt-link/{invitation.id}", deps.clock())
    try:
        await deps.engine.send_letter(LetterInput(order), workflow_id=workflow_id)
    except EngineAway:
        raise HTTPException(503, detail=AWAY) from None
    return page("link_sent.html")


for _room in Room:
    router.add_api_route(f"/{_room}/{{token}}/nyt-link", fresh_link, methods=["POST"], name=f"{_room}-nyt-link")
