"""From a link's token to the case that it opens."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from starlette.exceptions import HTTPException

from api.parts import Parts
from api.wiring import PartsIn
from models.links import ForgedLink
from models.queries.clerk import ClerkPage, InvitationFacts, clerk_page, invitation_facts

NEUTRAL = "Linket kan ikke genkendes. Kontrollér, at hele adressen fra mailen er kommet med."


class DeadLink(Exception):
    """The link was ours, and another one has taken its place; the message is Danish."""

    def __init__(self, token: str, why: str) -> None:
        self.token = token
        self.why = why
        super().__init__(why)


class RoundOver(Exception):
    """The link is good, and nothing can be reported through it any more; the message is Danish."""


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


@dataclass(frozen=True, slots=True)
class OpenedLink:
    """A live link and the case that it opens."""

    link: SignedLink
    case: ClerkPage

    @property
    def token(self) -> str:
        """What stands in the link's address."""
        return self.link.token

    def must_take_answers(self) -> None:
        """Check that the council may answer, a correction aside.

        Raises:
            RoundOver: it may not.
        """
        if not self.case.is_open:
            raise RoundOver(why_closed(self.case))


def signed_link(token: str, parts: PartsIn) -> SignedLink:
    """Return the link, alive or dead.

    Raises:
        HTTPException: we never made it (404); the answer tells nothing.
    """
    try:
        claim = parts.signer.read(token)
    except ForgedLink:
        raise HTTPException(404, detail=NEUTRAL) from None
    with parts.database.read() as session:
        invitation = invitation_facts(session, claim.invitation)
    if invitation is None:
        raise HTTPException(404, detail=NEUTRAL)
    return SignedLink(token, invitation, _why_dead(invitation, claim.generation))


def opened_link(link: Annotated[SignedLink, Depends(signed_link)], parts: PartsIn) -> OpenedLink:
    """Return the live link with its case.

    Raises:
        DeadLink: it was revoked, or a newer one was sent.
    """
    if link.why_dead:
        raise DeadLink(link.token, link.why_dead)
    return open_case(link, parts)


def open_case(link: SignedLink, parts: Parts) -> OpenedLink:
    """Return the link with its case as the database has it now."""
    with parts.database.read() as session:
        return OpenedLink(link, clerk_page(session, link.invitation))


def why_closed(case: ClerkPage) -> str:
    """Return why a council can report nothing more, empty where it can."""
    if case.is_open:
        return ""
    if case.phase.is_final:
        return f"Forløbet er {case.phase}, så der kan ikke længere indberettes."
    if case.closed_reason:
        return f"Sekretariatet har lukket runden. Begrundelse: {case.closed_reason}"
    if case.takes_corrections:
        return "Alle råd har svaret, og runden er afsluttet. Er jeres indberetning forkert, kan den stadig rettes."
    return "Runden er afsluttet, så der kan ikke længere indberettes."


def _why_dead(invitation: InvitationFacts, generation: int) -> str:
    if invitation.is_revoked:
        return "Linket er trukket tilbage, fordi rådets kontakt er ændret."
    if generation != invitation.generation:
        return "Der er senere sendt et nyt link til rådets postkasse. Brug det nyeste."
    return ""


SignedLinkIn = Annotated[SignedLink, Depends(signed_link)]
OpenedLinkIn = Annotated[OpenedLink, Depends(opened_link)]
