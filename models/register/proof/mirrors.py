"""Rows that repeat what an entry says: which they are, and whether what people read is what was entered."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from operator import attrgetter
from typing import Any, Final

from sqlmodel import Session, select

from models.register.chain import Fact
from models.register.proof.entries import Entry, Telling
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
_CYCLE: Final = {"cycle_id": attrgetter("cycle_id")}
_WHEN: Final = {"recorded_at": attrgetter("at")} | _CYCLE
_ENTRY: Final = {"entry": attrgetter("seq")} | _WHEN


def same(*names: str) -> dict[str, str]:
    """Return each name as leading to itself."""
    return {name: name for name in names}


def _of_request(row: Any) -> Key:
    return (row.request_id,)


def _by_request(told: Entry) -> Key:
    return (told.request,)


@dataclass(frozen=True, slots=True)
class Mirror:
    """A table whose rows repeat entries of a kind; `facts` and `texts` lead from columns to names in entries.

    `since` are facts that older entries do not tell; `also` gives what further columns say from the entry itself.
    `what` is Danish, with its article. The newest entry of a key counts; an entry without one has no row.
    A row that `may_wait` may come before its entry.
    """

    table: type[Table]
    kind: RequestKind
    what: str
    facts: Mapping[str, str]
    texts: Mapping[str, str]
    also: Mapping[str, Callable[[Entry], object]] = field(default_factory=dict)
    since: Mapping[str, str] = field(default_factory=dict)
    key_of_row: Callable[[Any], Key] = _of_request
    key_of_entry: Callable[[Entry], Key | None] = _by_request
    may_wait: bool = False


MIRRORS: Final = (
    Mirror(
        Decision,
        RequestKind.ANSWER,
        "beslutningen",
        same("round", "version", "party", "outcome", "reported_outcome", "decided_by", "meeting_date")
        | same("next_meeting_date", "minutes_sha256", "corrects", "on_behalf"),
        same("agenda_item", "case_number", "decision_text", "remarks", "minutes_url", "reported_by"),
        _ENTRY,
        same("is_closed_item"),
    ),
    Mirror(
        Version,
        RequestKind.VERSION,
        "versionen",
        {"number": "version"} | same("sha256", "is_editorial"),
        same("label", "reason"),
        key_of_row=lambda row: (row.cycle_id, row.number),
        key_of_entry=lambda told: (told.cycle_id, told.number("version")),
        may_wait=True,
    ),
    Mirror(
        HearingAnswer,
        RequestKind.HEARING_ANSWER,
        "høringssvaret",
        {"slug": "inquiry"} | same("party", "has_remarks", "sha256", "on_behalf_of", "is_late"),
        same("text", "respondent", "reported_by"),
        _ENTRY,
    ),
    Mirror(
        Remark,
        RequestKind.REMARK,
        "bemærkningen",
        same("verdict"),
        same("paragraph", "text", "reason"),
        {"request_id": attrgetter("request")} | _WHEN,
        key_of_row=lambda row: (row.id,),
        key_of_entry=lambda told: (told.number("remark"),),
    ),
    Mirror(
        DeadlineMove,
        RequestKind.DEADLINE,
        "den flyttede frist",
        same("round", "old_deadline", "new_deadline"),
        same("reason"),
        {"moved_at": attrgetter("at")} | _CYCLE,
        key_of_entry=lambda told: (told.request,) if "round" in told.facts else None,
    ),
    Mirror(
        AuthorityEvent,
        RequestKind.AUTHORITY,
        "skridtet hos myndigheden",
        same("step", "happened_on", "sha256"),
        same("text"),
        _WHEN,
    ),
    Mirror(
        Evaluation,
        RequestKind.EVALUATION,
        "evalueringen",
        {"kind": "evaluation"} | same("made_on", "sha256"),
        same("text"),
        _WHEN,
    ),
    Mirror(
        Call,
        RequestKind.CALL,
        "opkaldet",
        same("round", "party", "quiet_until"),
        {},
        {"called_on": attrgetter("day")} | _CYCLE,
    ),
    Mirror(
        Cycle,
        RequestKind.START,
        "forløbet",
        {"kind_code": "kind", "region_code": "region"} | same("period_start", "period_end", "start_phase"),
        same("title", "out_of_basis_reason", "unreachable_reason"),
        since={"predecessor_id": "predecessor"},
        key_of_row=lambda row: (row.id,),
        key_of_entry=lambda told: (told.cycle_id,),
        may_wait=True,
    ),
)


def faults_in_mirrors(session: Session, telling: Telling) -> Iterator[str]:
    """Give each row that says something else than its entry, is missing, or has none, as Danish sentences."""
    for mirror in MIRRORS:
        told = {key: each for each in telling.of_kind(mirror.kind) if (key := mirror.key_of_entry(each))}
        rows = {mirror.key_of_row(row): row for row in session.exec(select(mirror.table))}
        for key, entry in told.items():
            if key in rows:
                yield from _differences(mirror, rows[key], entry, telling)
            else:
                yield f"Post {entry.seq}: {mirror.what} mangler."
        if not mirror.may_wait:
            yield from (f"Der er ingen post om {mirror.what} nr. {key[0]}." for key in rows.keys() - told.keys())


def _differences(mirror: Mirror, row: Table, entry: Entry, telling: Telling) -> Iterator[str]:
    since = {column: name for column, name in mirror.since.items() if name in entry.facts}
    for column, name in (*mirror.facts.items(), *since.items()):
        if as_fact(getattr(row, column)) != entry.facts.get(name):
            yield _differs(mirror.what, entry, column)
    for column, told in mirror.also.items():
        if getattr(row, column) != told(entry):
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
    if value is None or isinstance(value, (str, int)):
        return value
    raise TypeError(repr(value))  # SQLite lets a tamperer put bytes where text was


def _differs(what: str, entry: Entry, column: str) -> str:
    return f"Post {entry.seq}: {what} siger noget andet end posten (»{column}«)."
