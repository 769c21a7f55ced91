"""Which initiatives a status round asks a body about."""

from sqlmodel import Session

from models.queries.cycle.follow_up import InitiativeLine, initiatives_of_cycle
from models.queries.links.addressed import InquiryCase


def asked_initiatives(session: Session, case: InquiryCase) -> tuple[InitiativeLine, ...]:
    """Return the initiatives that a status round asks a body about.

    Those are the open ones that it owns, and those that it told the end of in this round, so that a slip can be
    put right.
    """
    return tuple(
        each
        for each in initiatives_of_cycle(session, case.cycle_id)
        if each.owner_code in {case.party, case.body_code}
        and (each.is_open or any(told.slug == case.slug for told in each.reports))
    )
