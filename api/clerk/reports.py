"""From the clerk's form to what goes into the inbox."""

from typing import Final

from starlette.datastructures import FormData

from api.clerk.fields import ANSWER_DAYS, ANSWER_FIELDS, PLAN_DAYS, last_plan, typed_values
from api.clerk.form import Filled
from api.clerk.links import OpenedLink
from api.dependencies import Dependencies
from api.forms.days import NO_SUCH_DAY, is_day
from api.forms.posted import text_of
from api.forms.values import FileTooLarge, as_date, filled
from api.submission import Report
from api.wording.reports import LABELS
from models.agreements.documents import is_stored
from models.inbox.receipts import ReceiptView
from models.queries.links.clerk import ClerkPage
from request_types import Payload, read_payload
from request_types.answers import ANSWER, PLAN, AnswerPayload, PlanPayload
from request_types.faults import BadInput, Fault
from request_types.payload import as_number
from workflows.rules.requests import RequestKind

ABOUT_MEETINGS: Final = "moeder"
FILE_GONE: Final = "Filen er ikke hos os længere. Vælg den igen."
NO_NAME: Final = "Skriv, hvem der svarer, når ingen dato er ændret."
SAYS_NOTHING: Final = "Sæt kryds ved kontakten, eller skriv mindst én dato."
_FORM_NAMES: Final = {"is_closed_item": "closed_item", "minutes_sha256": "minutes_file"}


def is_plan(form: FormData) -> bool:
    """Tell whether a form is about the meetings to come: it says so, or it tells of them and of no outcome."""
    values = typed_values(form)
    tells = values["contact_confirmed"] or any(values[name].strip() for name in PLAN_DAYS)
    return text_of(form, "om") == ABOUT_MEETINGS or bool(tells and not values["outcome"].strip())


def plan_of(form: FormData) -> Report:
    """Return the planned dates that a form tells of.

    Raises:
        BadInput: with every fault, named as the form's fields.
    """
    values = typed_values(form)
    said = filled({name: values[name] for name in (*PLAN_DAYS, "reported_by")})
    if not values["contact_confirmed"] and not said.keys() & set(PLAN_DAYS):
        raise BadInput(Fault("contact_confirmed", SAYS_NOTHING))
    said["contact_confirmed"] = bool(values["contact_confirmed"])
    try:
        return Report(PLAN, read_payload(RequestKind.PLAN, said))
    except BadInput as error:
        raise BadInput(*_named(error, values)) from error


def answer_of(brought: Filled, opened: OpenedLink, deps: Dependencies) -> Report:
    """Return the decision that a form reports.

    Raises:
        FileTooLarge: the file that came along is too large.
        BadInput: with every fault, named as the form's fields.
    """
    if isinstance(brought.bad_file, FileTooLarge):
        raise brought.bad_file
    faults = [*(brought.bad_file.faults if brought.bad_file else ()), *_of_kept_file(brought, deps)]
    said = filled({name: brought.values[name] for name in ANSWER_FIELDS})
    said["is_closed_item"] = bool(brought.values["closed_item"])
    said["version"] = _shown_version(brought.values["version"], opened.case)
    return Report(ANSWER, _checked(said, brought, opened.case, faults), brought.document)


def must_take_report(report: Report, opened: OpenedLink) -> None:
    """Check that the report can be taken.

    Raises:
        BadInput: with every fault, named as the form's fields.
        NothingToTell: nothing can be reported any more.
    """
    is_correction = isinstance(report.payload, AnswerPayload) and report.payload.corrects is not None
    if not (is_correction and opened.case.takes_corrections):
        opened.must_take_answers()
    if isinstance(report.payload, PlanPayload):
        _check_is_typed(report.payload, last_plan(opened.case))


def _check_is_typed(plan: PlanPayload, last: ReceiptView | None) -> None:
    """Check that somebody typed something: a program that presses buttons sends the form as it stood."""
    before = {name: str(last.payload.get(name) or "") if last else "" for name in PLAN_DAYS}
    if not plan.reported_by and before == {name: str(getattr(plan, name) or "") for name in PLAN_DAYS}:
        raise BadInput(Fault("reported_by", NO_NAME))


def must_take(opened: OpenedLink, values: dict[str, str]) -> None:
    """Check that the council may report, or correct what it reported.

    Raises:
        NothingToTell: it may not.
    """
    if not (values["corrects"] and opened.case.takes_corrections):
        opened.must_take_answers()


def _of_kept_file(brought: Filled, deps: Dependencies) -> list[Fault]:
    digest = brought.values["minutes_sha256"].strip()
    if not digest or brought.document is not None:
        return []
    with deps.database.read() as session:
        return [] if is_stored(session, digest) else [Fault("minutes_file", FILE_GONE)]


def _checked(said: dict[str, object], brought: Filled, case: ClerkPage, faults: list[Fault]) -> Payload:
    try:
        payload = read_payload(RequestKind.ANSWER, said)
    except BadInput as error:
        named = [
            fault for fault in _named(error, brought.values) if fault.field not in {each.field for each in faults}
        ]
        raise BadInput(*named, *faults) from error
    known = {str(decision.id) for decision in case.decisions}
    if "corrects" in said and said["corrects"] not in known:
        faults.append(Fault("corrects", "Den indberetning, der skal rettes, findes ikke."))
    if faults:
        raise BadInput(*faults)
    return payload


def _named(error: BadInput, values: dict[str, str]) -> list[Fault]:
    """Return the faults under the form's names, and a day that is none said as three fields need it."""
    days = {name: as_date(values[name], name) for name in (*ANSWER_DAYS, *PLAN_DAYS)}
    is_wrong = {name for name, day in days.items() if day and not is_day(day)}
    return [
        Fault(each.field, f"{LABELS[each.field]}: {NO_SUCH_DAY}")
        if each.field in is_wrong
        else Fault(_FORM_NAMES.get(each.field, each.field), each.message)
        for each in error.faults
    ]


def _shown_version(typed: str, case: ClerkPage) -> int:
    shown = as_number(typed.strip())
    return shown if shown and shown <= case.version else case.version
