"""Which recording judges which sort of request."""

from collections.abc import Callable, Mapping
from typing import Final

from activities.recording import (
    adoption,
    answers,
    contact_checks,
    correspondence,
    deadlines,
    endings,
    evaluations,
    hearings,
    initiatives,
    inquiry_moves,
    mailboxes,
    nudges,
    plans,
    progress,
    publicity,
    rulings,
    status_reports,
    versions,
)
from activities.recording.matter import Matter
from workflows.contracts.requests import Recorded
from workflows.rules.requests import RequestKind

RECORDINGS: Final[Mapping[RequestKind, Callable[[Matter], Recorded]]] = {
    RequestKind.START: progress.record_start,
    RequestKind.ANSWER: answers.record_answer,
    RequestKind.PLAN: plans.record_plan,
    RequestKind.RULING: rulings.record_ruling,
    RequestKind.PROTEST: rulings.record_protest,
    RequestKind.CONTACT: mailboxes.record_contact,
    RequestKind.NEW_LINK: mailboxes.record_new_link,
    RequestKind.LETTER: mailboxes.record_letter,
    RequestKind.REOPEN: rulings.record_reopening,
    RequestKind.REMINDER: nudges.record_reminder,
    RequestKind.CALL: nudges.record_call,
    RequestKind.CHECK: rulings.record_check,
    RequestKind.VERSION: versions.record_version,
    RequestKind.RELEASE: versions.record_release,
    RequestKind.DEADLINE: deadlines.record_deadline,
    RequestKind.CLOSE_ROUND: progress.record_closing,
    RequestKind.CONFIRM: progress.record_confirmation,
    RequestKind.CANCEL: endings.record_cancellation,
    RequestKind.TASK_DONE: mailboxes.record_task_done,
    RequestKind.PUBLIC_STATUS: publicity.record_public_status,
    RequestKind.HEARING_ANSWER: hearings.record_hearing_answer,
    RequestKind.CONTACT_CHECK: contact_checks.record_contact_check,
    RequestKind.STATUS_REPORT: status_reports.record_status_report,
    RequestKind.EXTENSION: inquiry_moves.record_extension,
    RequestKind.CLOSE_INQUIRY: inquiry_moves.record_early_end,
    RequestKind.REMARK: hearings.record_remark,
    RequestKind.ADOPTION_PLAN: adoption.record_adoption_plan,
    RequestKind.ADOPTION: adoption.record_adoption,
    RequestKind.AUTHORITY: correspondence.record_authority,
    RequestKind.INITIATIVE: initiatives.record_initiative,
    RequestKind.EVALUATION: evaluations.record_evaluation,
    RequestKind.LAPSE: endings.record_lapse,
}
