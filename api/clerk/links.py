"""A council's live link and the case that it opens."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends

from api.authentication import Deps
from api.links import LiveLinkDep, NothingToTell, SignedLink
from models.queries.links.clerk import ClerkPage, clerk_page


@dataclass(frozen=True, slots=True)
class OpenedLink:
    """A live link and the case that it opens."""

    link: SignedLink
    case: ClerkPage

    def must_take_answers(self) -> None:
        """Check that the council may answer, a correction aside.

        Raises:
            NothingToTell: it may not.
        """
        if not self.case.is_open:
            raise NothingToTell(why_closed(self.case))


def opened_link(link: LiveLinkDep, deps: Deps) -> OpenedLink:
    """Return the live link with its case as the database has it now."""
    with deps.database.read() as session:
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


OpenedLinkDep = Annotated[OpenedLink, Depends(opened_link)]
