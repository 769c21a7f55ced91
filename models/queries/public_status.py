"""What anybody may read of an agreement: how far it has come, what councils decided; never who is late."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from models.queries.cycle.councils import CouncilLine
from models.queries.cycle.page import CyclePage, cycle_page
from models.queries.timeline.wheel import Wheel, wheel_of
from models.tables import Cycle
from workflows.rules.council.outcomes import Outcome


@dataclass(frozen=True, slots=True)
class PublicDecision:
    """What a council decided; of a closed item only the outcome, without a day and without minutes."""

    council: str
    outcome: Outcome
    meeting_date: date | None
    minutes_url: str


@dataclass(frozen=True, slots=True)
class PublicStatus:
    """A published agreement as seen on a local date."""

    page: CyclePage
    wheel: Wheel | None
    decisions: tuple[PublicDecision, ...]


def public_status(session: Session, cycle_id: str, *, today: date) -> PublicStatus | None:
    """Return what is public of a cycle on the local date `today`; None where nothing is."""
    cycle = session.get(Cycle, cycle_id)
    page = cycle_page(session, cycle_id, today=today) if cycle and cycle.is_public else None
    if page is None:
        return None
    decided = (_decision(council) for council in page.councils if council.is_asked)
    return PublicStatus(page, wheel_of(session, page, today=today), tuple(each for each in decided if each))


def _decision(council: CouncilLine) -> PublicDecision | None:
    decision, standing = council.decision, council.standing
    is_settled = standing.counts or standing.blocks  # what is in doubt is nobody's yes or no yet
    if decision is None or standing.outcome is None or not is_settled:
        return None
    if decision.is_closed_item:
        return PublicDecision(council.name, standing.outcome, None, "")
    return PublicDecision(council.name, standing.outcome, decision.meeting_date, decision.minutes_url)
