"""Which tables repeat what entries say, and under which names."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, Final

from models.register.proof.entries import Entry
from models.register.proof.names import same
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


_CYCLE: Final = {"cycle_id": attrgetter("cycle_id")}
_WHEN: Final = {"recorded_at": attrgetter("at")} | _CYCLE
_ENTRY: Final = {"entry": attrgetter("seq")} | _WHEN
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
