"""Which initiatives a status round asks a body about."""

from collections.abc import Collection

from sqlmodel import Session

from models.queries.follow_up import InitiativeLine, initiatives_of_cycle


def asked_initiatives(
    session: Session, *, cycle_id: str, slug: str, codes: Collection[str]
) -> tuple[InitiativeLine, ...]:
    """Return the initiatives that a status round asks a body about, which goes by `codes`.

    Those are the open ones that it owns, and those that it told the end of in this round, so that a slip can be
    put right.
    """
    return tuple(
        each
        for each in initiatives_of_cycle(session, cycle_id)
        if each.owner_code in codes and (each.is_open or any(told.slug == slug for told in each.reports))
    )
