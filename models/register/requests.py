"""Requests that were recorded: each has the entry that its result names, and says what was sealed."""

from collections.abc import Iterator

from sqlmodel import Session, select

from models.register.told import Telling, Told
from models.tables import Request, RequestResult


def faults_in_requests(session: Session, telling: Telling) -> Iterator[str]:
    """Give each request whose result or typed text is not what its entry says, as Danish sentences."""
    told = {each.request: each for each in telling.entries if each.request}
    results = {row.request_id: row for row in session.exec(select(RequestResult))}
    requests = {row.id: row for row in session.exec(select(Request))}
    for number, entry in told.items():
        result = results.get(number)
        if result is None or not result.is_recorded or result.entry != entry.seq:
            yield f"Post {entry.seq}: det er ændret, hvad der blev af henvendelse nr. {number}."
        request = requests.get(number)
        if request is None:
            yield f"Post {entry.seq}: henvendelse nr. {number} mangler."
        else:
            yield from _faults(request, entry, telling)
    for number, result in results.items():
        if result.entry is not None and number not in told:
            yield f"Der er ingen post om henvendelse nr. {number}, skønt den siges at være registreret."


def _faults(request: Request, told: Told, telling: Telling) -> Iterator[str]:
    for field in told.digests:
        typed = request.payload.get(field)
        if isinstance(typed, str) and not telling.agrees(told, field, typed):
            yield f"Post {told.seq}: henvendelse nr. {request.id} siger noget andet end posten (»{field}«)."
