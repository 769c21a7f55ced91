"""From a link's token to whose link it is, for councils and for those whom an inquiry asks."""

from dataclasses import dataclass
from typing import Annotated, Final
from urllib.parse import quote

from fastapi import Depends, Request
from starlette.exceptions import HTTPException

from api.authentication import Deps
from api.dependencies import Dependencies
from api.limits import Limited, TooMany, address_of
from models.access.links import ForgedLink, LinkClaim, Room, room_of
from models.directory import ContactFacts
from models.queries.links.invitations import InvitationFacts, invitation_facts, secretariat_of_cycle

NEUTRAL: Final = "Linket kan ikke genkendes. Kontrollér, at hele adressen fra mailen er kommet med."
REVOKED: Final = "Linket er trukket tilbage, fordi jeres kontakt er ændret."
OUTDATED: Final = "Der er senere sendt et nyt link til jeres postkasse. Brug det nyeste."


@dataclass(frozen=True, slots=True)
class SignedLink:
    """A link with a good signature; `why_dead` is empty while it is alive."""

    token: str
    invitation: InvitationFacts
    why_dead: str

    @property
    def made_by(self) -> str:
        """How the inbox names who holds the link."""
        return f"link:{self.invitation.id}"

    @property
    def room(self) -> Room:
        """Where the link leads."""
        return room_of(self.invitation.kind)

    @property
    def path(self) -> str:
        """The link's address on our site."""
        return f"/{self.room}/{quote(self.token)}"


class DeadLink(Exception):
    """The link was ours, and another one has taken its place; the message is Danish."""

    def __init__(self, link: SignedLink, secretariat: ContactFacts | None) -> None:
        self.link = link
        self.secretariat = secretariat
        super().__init__(link.why_dead)


class OtherRoom(Exception):  # a way to go, not an error
    """The link is good, and leads elsewhere."""

    def __init__(self, link: SignedLink) -> None:
        self.link = link
        super().__init__(link.path)


class NothingToTell(Exception):  # said as its reader sees it
    """The link is good, and nothing can be told through it any more; the message is Danish."""


def signed_link(token: str, request: Request, deps: Deps) -> SignedLink:
    """Return the link, alive or dead.

    Raises:
        HTTPException: we never made it (404); the answer tells nothing.
        TooMany: nor did we make many others that the same address tried, or it posts too often.
        OtherRoom: it belongs to another address.
    """
    try:
        claim = deps.signer.read(token)
    except ForgedLink:
        raise unknown_link(request, deps) from None
    with deps.database.read() as session:
        invitation = invitation_facts(session, claim.invitation)
    if invitation is None:
        raise unknown_link(request, deps)
    if request.method == "POST":
        _count_post(claim, invitation, request, deps)
    link = SignedLink(token, invitation, _why_dead(invitation, claim.generation))
    if not request.scope["path"].startswith(f"/{link.room}/"):
        raise OtherRoom(link)
    return link


def unknown_link(request: Request, deps: Dependencies) -> HTTPException:
    """Return how a link is refused that was never ours.

    Raises:
        TooMany: many such have come from the same address; a good one is never refused for that.
    """
    deps.limits.count(Limited.GUESSED_LINK, address_of(request))
    return HTTPException(404, detail=NEUTRAL)


def live_link(link: Annotated[SignedLink, Depends(signed_link)], deps: Deps) -> SignedLink:
    """Return the link while it is alive.

    Raises:
        DeadLink: it was revoked, or a newer one was sent.
    """
    if link.why_dead:
        with deps.database.read() as session:
            raise DeadLink(link, secretariat_of_cycle(session, link.invitation.cycle_id))
    return link


def _count_post(claim: LinkClaim, invitation: InvitationFacts, request: Request, deps: Dependencies) -> None:
    """Count each generation for itself: whoever holds an old link cannot use up what the newest one may post."""
    try:
        deps.limits.count(Limited.POST_OF_A_LINK, f"{claim.invitation}.{claim.generation}")
        deps.limits.count(Limited.POST_OF_AN_ADDRESS, address_of(request))
    except TooMany as error:
        with deps.database.read() as session:
            raise TooMany(error.seconds, secretariat_of_cycle(session, invitation.cycle_id)) from None


def _why_dead(invitation: InvitationFacts, generation: int) -> str:
    if invitation.is_revoked:
        return REVOKED
    return OUTDATED if generation != invitation.generation else ""


SignedLinkDep = Annotated[SignedLink, Depends(signed_link)]
LiveLinkDep = Annotated[SignedLink, Depends(live_link)]
