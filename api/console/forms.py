"""Which fields the form of each action has, and how what was typed becomes what is asked."""

from typing import Final

from starlette.datastructures import FormData

from api.console.fields import Sort, field_of
from api.console.lines import read_lines
from api.forms import document_of, filled, is_checked, typed
from models.documents import NewDocument
from workflows.rules.requests import RequestKind

FORMS: Final[dict[RequestKind, tuple[str, ...]]] = {
    RequestKind.ANSWER: (
        "outcome",
        "decided_by",
        "meeting_date",
        "agenda_item",
        "decision_text",
        "remarks",
        "next_meeting_date",
        "case_number",
        "minutes_url",
        "minutes_file",
        "evidence_file",
        "is_closed_item",
        "reported_by",
    ),
    RequestKind.PLAN: ("planned_meeting_date", "committee_date", "finance_committee_date", "contact_confirmed"),
    RequestKind.RULING: ("counts", "reason"),
    RequestKind.PROTEST: ("reason",),
    RequestKind.CONTACT: ("mailbox", "reason"),
    RequestKind.NEW_LINK: ("reason",),
    RequestKind.LETTER: ("kind", "subject", "body"),
    RequestKind.REOPEN: ("reason",),
    RequestKind.REMINDER: (),
    RequestKind.CALL: ("spoken_with", "note", "quiet_until"),
    RequestKind.HEARING_ANSWER: (
        "party",
        "respondent",
        "text",
        "answer_file",
        "has_no_remarks",
        "on_behalf_of",
        "reported_by",
    ),
    RequestKind.CONTACT_CHECK: (
        "party",
        "is_right",
        "mailbox",
        "council_meetings",
        "committee_meetings",
        "finance_committee_meetings",
        "reported_by",
    ),
    RequestKind.STATUS_REPORT: ("party", "initiatives", "reported_by"),
    RequestKind.EXTENSION: ("deadline", "reason"),
    RequestKind.CLOSE_INQUIRY: ("reason",),
    RequestKind.REMARK: ("paragraph", "text", "verdict", "reason"),
    RequestKind.ADOPTION_PLAN: ("adoption_on", "reason"),
    RequestKind.ADOPTION: ("adopted_on", "minutes_file"),
    RequestKind.AUTHORITY: ("step", "happened_on", "text", "answer_file", "points", "owner"),
    RequestKind.INITIATIVE: ("title", "owner", "paragraph", "goal", "progress", "milestones"),
    RequestKind.EVALUATION: ("kind", "made_on", "text", "report_file"),
    RequestKind.LAPSE: ("reason", "successor"),
    RequestKind.CHECK: (),
    RequestKind.RELEASE: (),
    RequestKind.DEADLINE: ("deadline", "reason"),
    RequestKind.CLOSE_ROUND: ("reason", "minutes_file"),
    RequestKind.CONFIRM: ("confirmed_on",),
    RequestKind.CANCEL: ("reason",),
    RequestKind.TASK_DONE: ("note",),
    RequestKind.PUBLIC_STATUS: ("is_public",),
}
HIDDEN: Final = (
    "party",
    "round",
    "inquiry",
    "decision",
    "task",
    "corrects",
    "version",
    "answer",
    "remark",
    "number",
    "source",
)
_DIGEST_OF: Final = {
    "minutes_file": "minutes_sha256",
    "evidence_file": "evidence_sha256",
    "answer_file": "answer_sha256",
    "report_file": "report_sha256",
}
FILE_OF: Final = {digest: name for name, digest in _DIGEST_OF.items()}


def names_of(kind: str, inquiry: str = "") -> tuple[str, ...]:
    """Return the fields of a form; one about a link asks whose, where it is about the inquiry with this slug."""
    asked = RequestKind(kind)
    return ("party", *FORMS[asked]) if asked.is_about_a_link and inquiry else FORMS[asked]


def carried_on(form: FormData, kind: RequestKind, values: dict[str, object]) -> dict[str, str]:
    """Return what a form's next step carries unseen: all that was typed, and each file by its SHA-256."""
    names = [name for name in FORMS[kind] if name not in _DIGEST_OF]
    said = typed(form, (*names, *HIDDEN))
    said |= {digest: str(values.get(digest) or "") for digest in _DIGEST_OF.values()}
    return {name: value for name, value in said.items() if value}


def values_of(form: FormData, kind: RequestKind) -> tuple[dict[str, object], tuple[NewDocument, ...]]:
    """Return what a form says, as the payload of its kind wants it, and the documents that came along.

    Raises:
        BadInput: a file cannot be used, or a line of a list cannot be read.
    """
    names = FORMS[kind]
    kept = [_DIGEST_OF[name] for name in names if name in _DIGEST_OF]
    values = filled(typed(form, (*names, *HIDDEN, *kept)))
    documents: list[NewDocument] = []
    for name in names:
        match field_of(kind.value, name).sort:
            case Sort.BOX:
                values[name] = is_checked(form, name)
            case Sort.LINES:
                values |= read_lines(name, str(values.pop(name, "")))
            case Sort.FILE if document := document_of(form, name):
                documents.append(document)
                values[_DIGEST_OF[name]] = document.sha256
    return values, tuple(documents)
