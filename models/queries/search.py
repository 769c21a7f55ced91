"""Finds agreements, bodies and receipts by what a person types, whatever its capitals; no sign is a wildcard."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from sqlmodel import Session, col, select

from models.inbox.receipts import ReceiptView, receipt_state
from models.queries.body import KIND_WORDS
from models.queries.running_cases import RunningCase, running_cases
from models.store.collation import danish_sort_key
from models.store.paging import offset_of
from models.tables import Body, BodyKind, Cycle, Membership

HITS_A_PAGE: Final = 50
LONGEST_QUERY: Final = 200
LARGEST_NUMBER: Final = 2**31 - 1
_AUTHORITIES: Final = (BodyKind.MUNICIPALITY, BodyKind.REGION)
_NUMBER: Final = re.compile(r"\d+")
_Matches = Callable[..., bool]


@dataclass(frozen=True, slots=True)
class Hit:
    """An agreement or a body that was found: where it is shown, and what it is; `cases` are a council's."""

    path: str
    name: str
    what: str
    sort_key: str
    body_code: str = ""
    cases: tuple[RunningCase, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found: `total` of all pages, the receipt on the first only."""

    total: int
    hits: tuple[Hit, ...]
    receipt: ReceiptView | None


def search(session: Session, query: str, *, page: int = 1) -> Found:
    """Return what has every word of `query` in its name, region or code: agreements first, then bodies.

    Each group is in Danish order. A number means a whole one, and is also looked up as a receipt's. `page` counts
    from 1.
    """
    words = folded(query[:LONGEST_QUERY]).split()
    if not words:
        return Found(0, (), None)

    def matches(*texts: str) -> bool:
        text = folded(" ".join(texts))
        numbers = set(_NUMBER.findall(text))
        return all(word in (numbers if word.isdecimal() else text) for word in words)

    hits = [*_in_order(_cycles(session, matches)), *_in_order(_bodies(session, matches))]
    offset = offset_of(page, total=len(hits), rows=HITS_A_PAGE)
    shown = hits[offset : offset + HITS_A_PAGE]
    receipt = _receipt(session, query)
    return Found(len(hits), _with_cases(session, shown), receipt if offset == 0 else None)


def folded(text: str) -> str:
    """Return `text` as it is compared: without capitals, "aa" as "å", each letter spelt one way."""
    return unicodedata.normalize("NFC", text).casefold().replace("aa", "å")


def _in_order(hits: Iterator[Hit]) -> list[Hit]:
    return sorted(hits, key=lambda hit: (hit.sort_key, hit.path))


def _cycles(session: Session, matches: _Matches) -> Iterator[Hit]:
    rows = select(Cycle.id, Cycle.title, Cycle.phase, Body.name).join(Body, col(Body.code) == Cycle.region_code)
    for cycle_id, title, phase, region in session.exec(rows):
        if matches(cycle_id, title, region):
            what = f"{region}, {phase}"
            yield Hit(f"/forloeb/{cycle_id}", title, what, danish_sort_key(title))


def _bodies(session: Session, matches: _Matches) -> Iterator[Hit]:
    authorities, councils = _authorities_of_councils(session)
    for body in session.exec(select(Body)).all():
        if body.code in authorities:
            continue
        authority = councils.get(body.code)
        also = (authority.code, authority.name, authority.short_name) if authority else ()
        if matches(body.code, body.name, body.short_name, *also):
            of = f" i {authority.name}" if authority else ""
            what = f"{KIND_WORDS[body.kind]}{of}, {body.code}"
            yield Hit(f"/katalog/{body.code}", body.name, what, danish_sort_key(body.name), body.code)


def _authorities_of_councils(session: Session) -> tuple[set[str], dict[str, Body]]:
    """Return the authorities that go by their councils, and by council the newest authority."""
    rows = session.exec(
        select(Membership.member_code, Body)
        .join(Body, col(Body.code) == Membership.body_code)
        .where(col(Body.kind).in_(_AUTHORITIES))
        .order_by(col(Membership.valid_from))
    ).all()
    return {body.code for _, body in rows}, dict(rows)


def _with_cases(session: Session, hits: list[Hit]) -> tuple[Hit, ...]:
    cases = running_cases(session, [hit.body_code for hit in hits if hit.body_code])
    return tuple(replace(hit, cases=cases.get(hit.body_code, ())) for hit in hits)


def _receipt(session: Session, query: str) -> ReceiptView | None:
    number = query.strip().removeprefix("nr.").strip()
    if not (number.isascii() and number.isdigit() and len(number) <= len(str(LARGEST_NUMBER))):
        return None
    return receipt_state(session, int(number)) if int(number) <= LARGEST_NUMBER else None
