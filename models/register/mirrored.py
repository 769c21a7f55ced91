"""Which tables repeat what entries say, and under which names."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from models.register.told import Told
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


MIRRORS: Final = (
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
