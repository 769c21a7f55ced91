"""The fields of a council's report: what each outcome asks, what was typed, what is carried to the next step."""

from datetime import date
from typing import Final

from starlette.datastructures import FormData

from api.forms.days import part_names, typed_day
from api.forms.values import is_checked, text_fields
from models.inbox.receipts import ReceiptView
from models.queries.cycle.decisions import DecisionLine
from models.queries.links.clerk import ClerkPage
from request_types.answers import AnswerPayload
from workflows.rules.council.outcomes import DecidedBy, Outcome
from workflows.rules.requests import RequestKind

CHOICES: Final = ("outcome", "decided_by")
ANSWER_DAYS: Final = ("meeting_date", "next_meeting_date")
PLAN_DAYS: Final = ("planned_meeting_date", "committee_date", "finance_committee_date")
ANSWER_FIELDS: Final = (
    *CHOICES,
    *ANSWER_DAYS,
    "agenda_item",
    "case_number",
    "decision_text",
    "remarks",
    "minutes_url",
    "minutes_sha256",
    "corrects",
    "reported_by",
)
FURTHER: Final = ("case_number", "minutes_url", "minutes_sha256", "closed_item")
BOXES: Final = ("closed_item", "contact_confirmed")
_CARRIED: Final = ("minutes_name", "version", "nonce")
_ALWAYS: Final = frozenset({"meeting_date", "decision_text", "reported_by"})
_MAY_REMARK: Final = frozenset({Outcome.APPROVED_WITH_REMARKS, Outcome.APPROVED_CONDITIONALLY, Outcome.REJECTED})
_NOT_FROM_A_DECISION: Final = frozenset({"outcome", "corrects", "reported_by"})


def typed_values(form: FormData) -> dict[str, str]:
    """Return all that was typed, for showing it again."""
    values = text_fields(form, (*ANSWER_FIELDS, *_CARRIED))
    values |= {name: values[name].strip() for name in CHOICES}
    for name in (*ANSWER_DAYS, *PLAN_DAYS):
        values |= typed_day(form, name)
    return values | {name: "ja" if is_checked(form, name) else "" for name in BOXES}


def blank_values(correcting: DecisionLine | None = None) -> dict[str, str]:
    """Return an empty form, or one that holds the decision that is to be corrected."""
    values = dict.fromkeys((*ANSWER_FIELDS, *PLAN_DAYS, *BOXES, *_CARRIED), "")
    if correcting is None:
        return values
    for name in set(ANSWER_FIELDS) - _NOT_FROM_A_DECISION:
        value = getattr(correcting, name)
        values[name] = "" if value is None else str(value)
    values["outcome"] = correcting.reported_outcome.value
    values["closed_item"] = "ja" if correcting.is_closed_item else ""
    values["corrects"] = str(correcting.id)
    return values


def needed_fields(outcome: Outcome) -> frozenset[str]:
    """Return the fields that an answer cannot do without, by the rule that judges it."""
    nothing = AnswerPayload.model_construct(
        outcome=outcome, decided_by=DecidedBy.COUNCIL, meeting_date=date.min, reported_by=""
    )
    return frozenset({"meeting_date", *(fault.field for fault in nothing.lacks())})


def asked_fields(outcome: Outcome, values: dict[str, str]) -> frozenset[str]:
    """Return the fields that the form shows for an outcome; one that holds something is never hidden."""
    further = {"remarks"} if outcome in _MAY_REMARK else set()
    later = {"agenda_item"} if outcome in {Outcome.NOTED, Outcome.RECOMMENDED} else set()
    coming = set() if outcome.is_final else {"next_meeting_date"}
    filled = {name for name in ("agenda_item", "remarks", "next_meeting_date") if values[name].strip()}
    return frozenset(needed_fields(outcome) | _ALWAYS | further | later | coming | filled)


def carried(values: dict[str, str], *, but: frozenset[str]) -> dict[str, str]:
    """Return what a step's form carries unseen: all that says something, `but` what it shows."""
    shown = but | {part for name in but for part in part_names(name)} | set(PLAN_DAYS) | {"contact_confirmed"}
    return {name: value for name, value in values.items() if value and name not in shown}


def last_plan(case: ClerkPage) -> ReceiptView | None:
    """Return the receipt of the meetings that the council told of last, None where it told of none."""
    return next((each for each in case.receipts if _is_plan(each)), None)


def _is_plan(receipt: ReceiptView) -> bool:
    return receipt.kind is RequestKind.PLAN and (receipt.is_recorded or not receipt.is_decided)
