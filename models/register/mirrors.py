"""Rows that repeat what an entry says: what people read of decisions and versions is what was recorded."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, Final

from sqlmodel import Session, select

from models.register.chain import Fact
from models.register.told import Telling, Told
from models.tables import (
    AuthorityEvent,
    Call,
    Cycle,
    DeadlineMove,
    Decision,
    Evaluation,
    HearingAnswer,
    Remark,
    Table,
    Version,
)
from workflows.rules.requests import RequestKind

Key = tuple[Any, ...]


def _of_request(row: Any) -> Key:
    return (row.request_id,)


def _by_request(told: Told) -> Key:
    return (told.request,)


@dataclass(frozen=True, slots=True)
class Mirror:
    """A table whose rows repeat entries of a kind; `facts` and `texts` lead from columns to names in entries.

    `what` is Danish, with its article. The newest entry of a key counts; an entry without one has no row.
    A row that `may_wait` may come before its entry.
    """

    table: type[Table]
    kind: RequestKind
    what: str
    facts: Mapping[str, str]
    texts: Mapping[str, str]
    key_of_row: Callable[[Any], Key] = _of_request
    key_of_entry: Callable[[Told], Key | None] = _by_request
    may_wait: bool = False


def _same(*names: str) -> dict[str, str]:
    return {name: name for name in names}


_MIRRORS: Final = (
    Mirror(
        Decision,
        RequestKind.ANSWER,
        "beslutningen",
        _same("round", "version", "party", "outcome", "reported_outcome", "decided_by", "meeting_date")
        | _same("next_meeting_date", "minutes_sha256", "corrects", "on_behalf"),
        _same("agenda_item", "case_number", "decision_text", "remarks", "minutes_url", "reported_by"),
    ),
    Mirror(
        Version,
        RequestKind.VERSION,
        "versionen",
        {"number": "version"} | _same("sha256", "is_editorial"),
        _same("label", "reason"),
        lambda row: (row.cycle_id, row.number),
        lambda told: (told.cycle_id, told.number("version")),
        may_wait=True,
    ),
    Mirror(
        HearingAnswer,
        RequestKind.HEARING_ANSWER,
        "høringssvaret",
        {"slug": "inquiry"} | _same("party", "has_remarks", "sha256", "on_behalf_of", "is_late"),
        _same("text", "respondent", "reported_by"),
    ),
    Mirror(
        Remark,
        RequestKind.REMARK,
        "bemærkningen",
        _same("verdict"),
        _same("paragraph", "text", "reason"),
        lambda row: (row.id,),
        lambda told: (told.number("remark"),),
    ),
    Mirror(
        DeadlineMove,
        RequestKind.DEADLINE,
        "den flyttede frist",
        _same("round", "old_deadline", "new_deadline"),
        _same("reason"),
        key_of_entry=lambda told: (told.request,) if "round" in told.facts else None,
    ),
    Mirror(
        AuthorityEvent,
        RequestKind.AUTHORITY,
        "skridtet hos myndigheden",
        _same("step", "happened_on", "sha256"),
        _same("text"),
    ),
    Mirror(
        Evaluation,
        RequestKind.EVALUATION,
        "evalueringen",
        {"kind": "evaluation"} | _same("made_on", "sha256"),
        _same("text"),
    ),
    Mirror(Call, RequestKind.CALL, "opkaldet", _same("round", "party", "quiet_until"), {}),
    Mirror(
        Cycle,
        RequestKind.START,
        "forløbet",
        {"kind_code": "kind", "region_code": "region"} | _same("period_start", "period_end", "start_phase"),
        _same("title", "out_of_basis_reason", "unreachable_reason"),
        lambda row: (row.id,),
        lambda told: (told.cycle_id,),
        may_wait=True,
    ),
)


def faults_in_mirrors(session: Session, telling: Telling) -> Iterator[str]:
    """Give each row that says something else than its entry, is missing, or has none, as Danish sentences."""
    for mirror in _MIRRORS:
        told = {key: each for each in telling.of_kind(mirror.kind) if (key := mirror.key_of_entry(each))}
        rows = {mirror.key_of_row(row): row for row in session.exec(select(mirror.table))}
        for key, entry in told.items():
            if key in rows:
                yield from _differences(mirror, rows[key], entry, telling)
            else:
                yield f"Post {entry.seq}: {mirror.what} mangler."
        if not mirror.may_wait:
            yield from (f"Der er ingen post om {mirror.what} nr. {key[0]}." for key in rows.keys() - told.keys())


def _differences(mirror: Mirror, row: Table, entry: Told, telling: Telling) -> Iterator[str]:
    for column, name in mirror.facts.items():
        if as_fact(getattr(row, column)) != entry.facts.get(name):
            yield _differs(mirror.what, entry, column)
    for column, name in mirror.texts.items():
        if not telling.agrees(entry, name, getattr(row, column)):
            yield _differs(mirror.what, entry, column)


def as_fact(value: object) -> Fact:
    """Return what a row says as entries spell it."""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return ",".join(value)
    assert value is None or isinstance(value, (str, int))
    return value


def _differs(what: str, entry: Told, column: str) -> str:
    return f"Post {entry.seq}: {what} siger noget andet end posten (»{column}«)."
