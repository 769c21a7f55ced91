"""Who took over from whom, and which regions' territory a region has."""

from datetime import date

from sqlmodel import Session, col, select

from models.tables import Body, BodyKind


def successor_of(session: Session, body_code: str, *, on: date) -> str:
    """Return the code of the body that has the tasks of `body_code` on the local date `on`.

    That is the body itself while it lasts, or where nobody took over; else its successor, or the successor's.

    Raises:
        LookupError: no body has this code.
    """
    body = session.get(Body, body_code)
    if body is None:
        raise LookupError(body_code)
    passed = {body.code}
    while (heir := _heir(session, body, on)) is not None and heir.code not in passed:
        body = heir
        passed.add(body.code)
    return body.code


def territory_of(session: Session, region_code: str, *, on: date) -> tuple[str, ...]:
    """Return the region's code, and those of the regions whose tasks it has taken over by the local date `on`.

    Municipalities and other bodies keep the code of the region in which they began.
    """
    ended = session.exec(
        select(Body.code).where(Body.kind == BodyKind.REGION, col(Body.successor_code).is_not(None))
    )
    taken = sorted(code for code in ended if successor_of(session, code, on=on) == region_code)
    return (region_code, *(code for code in taken if code != region_code))


def _heir(session: Session, body: Body, on: date) -> Body | None:
    has_ended = body.valid_to is not None and body.valid_to < on
    return session.get(Body, body.successor_code) if has_ended and body.successor_code else None
