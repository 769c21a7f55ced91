"""What a request carries: the payloads of the inbox, checked on the way in and read again when recorded.

Web and API build these from forms and JSON by `read_payload`, which names every fault in Danish. Facts that only
the running cycle knows are judged when the request is recorded.
"""

from collections.abc import Mapping
from typing import Final

from models.faults import read_model
from models.requests.answers import AnswerPayload, PlanPayload
from models.requests.councils import (
    CallPayload,
    ContactPayload,
    LetterPayload,
    NewLinkPayload,
    ProtestPayload,
    ReminderPayload,
    ReopenPayload,
    RulingPayload,
)
from models.requests.cycles import (
    AdoptionPayload,
    AdoptionPlanPayload,
    CancelPayload,
    CheckPayload,
    CloseRoundPayload,
    ConfirmPayload,
    DeadlinePayload,
    LapsePayload,
    PublicStatusPayload,
    ReleasePayload,
    RemarkPayload,
    StartPayload,
    TaskDonePayload,
    VersionPayload,
)
from models.requests.fields import Payload
from models.requests.follow_up import AuthorityPayload, EvaluationPayload, InitiativePayload, MilestonePayload
from models.requests.inquiries import (
    CloseInquiryPayload,
    ContactCheckPayload,
    ExtensionPayload,
    HearingAnswerPayload,
    InitiativeStatus,
    StatusReportPayload,
)
from workflows.rules.requests import RequestKind

__all__ = [
    "PAYLOADS",
    "AdoptionPayload",
    "AdoptionPlanPayload",
    "AnswerPayload",
    "AuthorityPayload",
    "CallPayload",
    "CancelPayload",
    "CheckPayload",
    "CloseInquiryPayload",
    "CloseRoundPayload",
    "ConfirmPayload",
    "ContactCheckPayload",
    "ContactPayload",
    "DeadlinePayload",
    "EvaluationPayload",
    "ExtensionPayload",
    "HearingAnswerPayload",
    "InitiativePayload",
    "InitiativeStatus",
    "LapsePayload",
    "LetterPayload",
    "MilestonePayload",
    "NewLinkPayload",
    "Payload",
    "PlanPayload",
    "ProtestPayload",
    "PublicStatusPayload",
    "ReleasePayload",
    "RemarkPayload",
    "ReminderPayload",
    "ReopenPayload",
    "RulingPayload",
    "StartPayload",
    "StatusReportPayload",
    "TaskDonePayload",
    "VersionPayload",
    "read_payload",
]

PAYLOADS: dict[RequestKind, type[Payload]] = {
    RequestKind.START: StartPayload,
    RequestKind.ANSWER: AnswerPayload,
    RequestKind.PLAN: PlanPayload,
    RequestKind.RULING: RulingPayload,
    RequestKind.PROTEST: ProtestPayload,
    RequestKind.CONTACT: ContactPayload,
    RequestKind.NEW_LINK: NewLinkPayload,
    RequestKind.LETTER: LetterPayload,
    RequestKind.REOPEN: ReopenPayload,
    RequestKind.REMINDER: ReminderPayload,
    RequestKind.CALL: CallPayload,
    RequestKind.CHECK: CheckPayload,
    RequestKind.VERSION: VersionPayload,
    RequestKind.RELEASE: ReleasePayload,
    RequestKind.DEADLINE: DeadlinePayload,
    RequestKind.CLOSE_ROUND: CloseRoundPayload,
    RequestKind.CONFIRM: ConfirmPayload,
    RequestKind.CANCEL: CancelPayload,
    RequestKind.TASK_DONE: TaskDonePayload,
    RequestKind.PUBLIC_STATUS: PublicStatusPayload,
    RequestKind.HEARING_ANSWER: HearingAnswerPayload,
    RequestKind.CONTACT_CHECK: ContactCheckPayload,
    RequestKind.STATUS_REPORT: StatusReportPayload,
    RequestKind.EXTENSION: ExtensionPayload,
    RequestKind.CLOSE_INQUIRY: CloseInquiryPayload,
    RequestKind.REMARK: RemarkPayload,
    RequestKind.ADOPTION_PLAN: AdoptionPlanPayload,
    RequestKind.ADOPTION: AdoptionPayload,
    RequestKind.AUTHORITY: AuthorityPayload,
    RequestKind.INITIATIVE: InitiativePayload,
    RequestKind.EVALUATION: EvaluationPayload,
    RequestKind.LAPSE: LapsePayload,
}

_FALLBACKS: Final = {
    "decided_by": "council",
    "meeting_date": "1900-01-01",
    "reported_by": "?",
    "reason": "?",
}


def read_payload(kind: RequestKind, values: Mapping[str, object]) -> Payload:
    """Return what was typed as the payload of a request of this kind.

    Raises:
        BadInput: with every fault, as Danish sentences.
    """
    return read_model(PAYLOADS[kind], values, fallbacks=_FALLBACKS)
