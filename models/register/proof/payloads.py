"""What requests say that were recorded: which typed fields the entry of each kind repeats, and as what."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from models.register.chain import Fact
from models.register.proof.mirrors import same
from workflows.rules.council.meetings import MeetingLevel
from workflows.rules.requests import RequestKind

Typed = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Repeated:
    """What an entry repeats of a payload.

    `facts` lead from fields to facts; `if_typed` to facts that are filled in where nothing was typed; one that
    `names_a_decision` names the entry's. `made` gives facts and `spread` texts put together from the payload.
    """

    facts: Mapping[str, str] = field(default_factory=dict)
    texts: tuple[str, ...] = ()
    if_typed: Mapping[str, str] = field(default_factory=dict)
    names_a_decision: bool = False
    made: Mapping[str, Callable[[Typed], Fact]] = field(default_factory=dict)
    spread: Callable[[Typed], Mapping[str, object]] = lambda _: {}


def _joined(name: str, part: str = "") -> Callable[[Typed], Fact]:
    return lambda typed: ",".join(str(each[part] if part else each) for each in typed.get(name) or ())


def _spread(name: str, field_: str, part: str = "", number: str = "") -> Callable[[Typed], Mapping[str, object]]:
    """Return what gives each text of a list under `<field_>_<its number>`, from 1 unless it has its own."""

    def texts(typed: Typed) -> Mapping[str, object]:
        each = enumerate(typed.get(name) or (), start=1)
        return {
            f"{field_}_{one[number] if number else place}": one.get(part, "") if part else one
            for place, one in each
        }

    return texts


def _statuses(typed: Typed) -> Fact:
    return ",".join(f"{each['initiative']}:{each['progress']}" for each in typed.get("initiatives") or ())


_REASON: Final = ("reason",)
_OF_A_DECISION: Final = Repeated(texts=_REASON, names_a_decision=True)
REPEATED: Final[Mapping[str, Repeated]] = {
    RequestKind.ANSWER: Repeated(
        {"outcome": "reported_outcome"}
        | same("decided_by", "meeting_date", "next_meeting_date", "minutes_sha256", "evidence_sha256")
        | same("corrects", "is_closed_item"),
        ("agenda_item", "case_number", "decision_text", "remarks", "minutes_url", "reported_by"),
        same("version"),
    ),
    RequestKind.PLAN: Repeated(
        {"planned_meeting_date": "meeting", "contact_confirmed": "contact_confirmed"}, ("reported_by",)
    ),
    RequestKind.RULING: Repeated(same("counts"), _REASON, names_a_decision=True),
    RequestKind.PROTEST: _OF_A_DECISION,
    RequestKind.REOPEN: _OF_A_DECISION,
    RequestKind.CHECK: Repeated(names_a_decision=True),
    RequestKind.CONTACT: Repeated(texts=("mailbox", "reason")),
    RequestKind.NEW_LINK: Repeated(texts=_REASON),
    RequestKind.LETTER: Repeated({"kind": "letter"}, ("subject", "body")),
    RequestKind.CALL: Repeated(same("quiet_until"), ("note", "spoken_with")),
    RequestKind.VERSION: Repeated({"number": "version"}),
    RequestKind.DEADLINE: Repeated({"deadline": "new_deadline"}, _REASON),
    RequestKind.CLOSE_ROUND: Repeated(same("minutes_sha256"), _REASON),
    RequestKind.CONFIRM: Repeated(same("confirmed_on")),
    RequestKind.CANCEL: Repeated(texts=_REASON),
    RequestKind.LAPSE: Repeated(texts=_REASON),
    RequestKind.TASK_DONE: Repeated(texts=("note",)),
    RequestKind.PUBLIC_STATUS: Repeated(same("is_public")),
    RequestKind.HEARING_ANSWER: Repeated(
        {"answer_sha256": "sha256"},
        ("text", "respondent", "reported_by"),
        made={
            "has_remarks": lambda typed: not typed.get("has_no_remarks"),
            "on_behalf_of": _joined("on_behalf_of"),
        },
    ),
    RequestKind.CONTACT_CHECK: Repeated(
        same("is_right"),
        ("mailbox", "reported_by"),
        made={level.value: _joined(f"{level.value}_meetings") for level in MeetingLevel},
    ),
    RequestKind.STATUS_REPORT: Repeated(
        texts=("reported_by",),
        made={"statuses": _statuses},
        spread=_spread("initiatives", "note", "note", "initiative"),
    ),
    RequestKind.EXTENSION: Repeated({"deadline": "new_deadline"}, _REASON),
    RequestKind.CLOSE_INQUIRY: Repeated(texts=_REASON),
    RequestKind.REMARK: Repeated(same("verdict"), ("paragraph", "text", "reason"), {"remark": "remark"}),
    RequestKind.ADOPTION_PLAN: Repeated({"adoption_on": "new_date"}, _REASON),
    RequestKind.ADOPTION: Repeated(same("adopted_on", "minutes_sha256")),
    RequestKind.AUTHORITY: Repeated(
        {"answer_sha256": "sha256"} | same("step", "happened_on"),
        ("text",),
        made={"points": lambda typed: len(typed.get("points") or ())},
        spread=_spread("points", "point"),
    ),
    RequestKind.INITIATIVE: Repeated(
        texts=("title", "paragraph", "goal"),
        if_typed={"number": "initiative"} | same("source", "progress"),
        made={"milestones": _joined("milestones", "due_on")},
        spread=_spread("milestones", "milestone", "title"),
    ),
    RequestKind.EVALUATION: Repeated(
        {"kind": "evaluation", "report_sha256": "sha256"} | same("made_on"), ("text",)
    ),
}
"""What a request of each kind says again in its entry; START, RELEASE and REMINDER say nothing."""
