"""What may be asked of a running agreement cycle through the inbox (law 1)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class RequestKind(StrEnum):
    """One sort of request; its addressee follows from it."""

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

    @property
    def is_of_a_council(self) -> bool:
        """Tell whether the request concerns one council's case rather than the whole cycle.

        One about a link is an addressee's of an inquiry where it names one.
        """
        return self in _OF_A_COUNCIL

    @property
    def is_of_an_inquiry(self) -> bool:
        """Tell whether the request concerns an inquiry: a hearing, a contact round, a status round."""
        return self in _OF_AN_INQUIRY

    @property
    def is_about_a_link(self) -> bool:
        """Tell whether the request concerns a link: a council's in a round, or an addressee's in an inquiry."""
        return self in _ABOUT_A_LINK

    def concerns_an_inquiry(self, inquiry: str) -> bool:
        """Tell whether the request is an inquiry's, if `inquiry` is what its sender names (empty for none)."""
        return self.is_of_an_inquiry or (self.is_about_a_link and bool(inquiry))

    @property
    def danish(self) -> str:
        """The words that readers see."""
        return _DANISH[self]


_OF_AN_INQUIRY = frozenset(
    {
        RequestKind.HEARING_ANSWER,
        RequestKind.CONTACT_CHECK,
        RequestKind.STATUS_REPORT,
        RequestKind.EXTENSION,
        RequestKind.CLOSE_INQUIRY,
    },
)
_OF_A_COUNCIL = frozenset(
    {
        RequestKind.ANSWER,
        RequestKind.PLAN,
        RequestKind.RULING,
        RequestKind.PROTEST,
        RequestKind.CONTACT,
        RequestKind.NEW_LINK,
        RequestKind.LETTER,
        RequestKind.REOPEN,
        RequestKind.REMINDER,
        RequestKind.CALL,
    },
)
_ABOUT_A_LINK = frozenset({RequestKind.CONTACT, RequestKind.NEW_LINK, RequestKind.REMINDER})
_DANISH: Final[Mapping[RequestKind, str]] = {
    RequestKind.START: "start af forløb",
    RequestKind.ANSWER: "indberetning",
    RequestKind.PLAN: "mødedatoer",
    RequestKind.RULING: "afklaring",
    RequestKind.PROTEST: "indsigelse mod indberetning",
    RequestKind.CONTACT: "ny kontakt",
    RequestKind.NEW_LINK: "nyt link",
    RequestKind.LETTER: "brev fra sekretariatet",
    RequestKind.REOPEN: "genåbning",
    RequestKind.REMINDER: "påmindelse",
    RequestKind.CALL: "opkald",
    RequestKind.HEARING_ANSWER: "høringssvar",
    RequestKind.CONTACT_CHECK: "bekræftelse af kontakt og mødedatoer",
    RequestKind.STATUS_REPORT: "status på indsatser",
    RequestKind.EXTENSION: "forlængelse af frist",
    RequestKind.CLOSE_INQUIRY: "lukning før fristen",
    RequestKind.REMARK: "behandling af bemærkning",
    RequestKind.ADOPTION_PLAN: "dato for vedtagelse",
    RequestKind.ADOPTION: "vedtagelse",
    RequestKind.AUTHORITY: "brevveksling med myndigheden",
    RequestKind.INITIATIVE: "indsats",
    RequestKind.EVALUATION: "evaluering",
    RequestKind.LAPSE: "bortfald",
    RequestKind.CHECK: "kontrol mod referat",
    RequestKind.VERSION: "ny version",
    RequestKind.RELEASE: "frigivelse af teksten",
    RequestKind.DEADLINE: "flytning af frist",
    RequestKind.CLOSE_ROUND: "lukning af runde",
    RequestKind.CONFIRM: "stadfæstelse",
    RequestKind.CANCEL: "annullering",
    RequestKind.TASK_DONE: "opgave afsluttet",
    RequestKind.PUBLIC_STATUS: "offentlig status",
}
