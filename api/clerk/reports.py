"""From the clerk's form to what goes into the inbox."""

from datetime import date
from typing import Final

from starlette.datastructures import FormData

from api.clerk.links import OpenedLink
from api.forms import FileTooLarge, document_of, filled, is_checked, typed
from api.posting import Report
from models.documents import NewDocument
from models.faults import BadInput, Fault
from models.judging import check_dates
from models.queries.clerk import ClerkPage
from models.queries.decisions import DecisionLine
from models.requests import AnswerPayload, Payload, read_payload
from models.requests.fields import as_number
from workflows.rules.requests import RequestKind

ANSWER_FIELDS: Final = (
    "outcome",
    "decided_by",
    "meeting_date",
    "agenda_item",
    "case_number",
    "decision_text",
    "remarks",
    "next_meeting_date",
    "minutes_url",
    "corrects",
    "reported_by",
)
PLAN_FIELDS: Final = ("planned_meeting_date", "committee_date", "finance_committee_date")
BOXES: Final = ("closed_item", "contact_confirmed")
_FORM_NAMES: Final = {"is_closed_item": "closed_item", "minutes_sha256": "minutes_file"}


def report_of(form: FormData, opened: OpenedLink) -> Report:
    """Return what the form reports: a decision, or planned dates where no outcome is given.

    Raises:
        BadInput: with every fault, named as the form's fields.
    """
    is_plan = not typed(form, ("outcome",))["outcome"].strip() and _tells_a_plan(form)
    return _plan(form) if is_plan else _answer(form, opened.case)


def check_report(report: Report, opened: OpenedLink, *, today: date) -> None:
    """Check that the report can be taken on the Danish date `today`.

    Raises:
        BadInput: with every fault, named as the form's fields.
        NothingToTell: nothing can be reported any more.
    """
    is_correction = isinstance(report.payload, AnswerPayload) and report.payload.corrects is not None
    if not (is_correction and opened.case.takes_corrections):
        opened.must_take_answers()
    check_dates(report.payload, today=today)


def typed_values(form: FormData) -> dict[str, str]:
    """Return all that was typed, for showing the form again."""
    values = typed(form, (*ANSWER_FIELDS, *PLAN_FIELDS))
    return values | {name: "ja" if is_checked(form, name) else "" for name in BOXES}


def blank_values(correcting: DecisionLine | None) -> dict[str, str]:
    """Return an empty form, or one that holds the decision that is to be corrected."""
    values = dict.fromkeys((*ANSWER_FIELDS, *PLAN_FIELDS, *BOXES), "")
    if correcting is None:
        return values
    for name in set(ANSWER_FIELDS) - {"outcome", "corrects", "reported_by"}:
        value = getattr(correcting, name)
        values[name] = "" if value is None else str(value)
    values["outcome"] = correcting.reported_outcome.value
    values["closed_item"] = "ja" if correcting.is_closed_item else ""
    values["corrects"] = str(correcting.id)
    return values


def _tells_a_plan(form: FormData) -> bool:
    return is_checked(form, "contact_confirmed") or any(filled(typed(form, PLAN_FIELDS)))


def _plan(form: FormData) -> Report:
    values = filled(typed(form, (*PLAN_FIELDS, "reported_by")))
    values["contact_confirmed"] = is_checked(form, "contact_confirmed")
    return Report(RequestKind.PLAN, read_payload(RequestKind.PLAN, values))


def _answer(form: FormData, case: ClerkPage) -> Report:
    values = filled(typed(form, ANSWER_FIELDS))
    values["is_closed_item"] = is_checked(form, "closed_item")
    values["version"] = _shown_version(form, case)
    faults: list[Fault] = []
    document: NewDocument | None = None
    try:
        document = document_of(form, "minutes_file")
    except FileTooLarge:
        raise
    except BadInput as error:
        faults += error.faults
    if document is not None:
        values["minutes_sha256"] = document.sha256
    payload = _checked(values, case, faults)
    return Report(RequestKind.ANSWER, payload, document)


def _checked(values: dict[str, object], case: ClerkPage, faults: list[Fault]) -> Payload:
    try:
        payload = read_payload(RequestKind.ANSWER, values)
    except BadInput as error:
        named = (Fault(_FORM_NAMES.get(fault.field, fault.field), fault.message) for fault in error.faults)
        raise BadInput(*named, *faults) from error
    known = {str(decision.id) for decision in case.decisions}
    if "corrects" in values and values["corrects"] not in known:
        faults.append(Fault("corrects", "Den indberetning, der skal rettes, findes ikke."))
    if faults:
        raise BadInput(*faults)
    return payload


def _shown_version(form: FormData, case: ClerkPage) -> int:
    shown = as_number(typed(form, ("version",))["version"].strip())
    return shown if shown and shown <= case.version else case.version
