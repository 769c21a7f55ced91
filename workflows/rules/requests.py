"""What may be asked of a running agreement cycle through the inbox."""

from enum import StrEnum


class RequestKind(StrEnum):
    """One sort of request, by the name that the store and running workflows know."""

    START = "start"
    # of one council
    ANSWER = "answer"
    PLAN = "plan"
    RULING = "ruling"
    PROTEST = "protest"
    CONTACT = "contact"
    NEW_LINK = "new_link"
    LETTER = "letter"
    REOPEN = "reopen"
    REMINDER = "reminder"
    CALL = "call"
    # of an inquiry
    HEARING_ANSWER = "hearing_answer"
    CONTACT_CHECK = "contact_check"
    STATUS_REPORT = "status_report"
    EXTENSION = "extension"
    CLOSE_INQUIRY = "close_inquiry"
    # of the cycle
    REMARK = "remark"
    ADOPTION_PLAN = "adoption_plan"
    ADOPTION = "adoption"
    AUTHORITY = "authority"
    INITIATIVE = "initiative"
    EVALUATION = "evaluation"
    LAPSE = "lapse"
    CHECK = "check"
    VERSION = "version"
    RELEASE = "release"
    DEADLINE = "deadline"
    CLOSE_ROUND = "close_round"
    CONFIRM = "confirm"
    CANCEL = "cancel"
    TASK_DONE = "task_done"
    PUBLIC_STATUS = "public_status"
