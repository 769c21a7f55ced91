"""What may be asked of a running agreement cycle through the inbox (law 1)."""

from enum import StrEnum


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
    # of the cycle
    CHECK = "check"
    VERSION = "version"
    RELEASE = "release"
    DEADLINE = "deadline"
    CLOSE_ROUND = "close_round"
    CONFIRM = "confirm"
    CANCEL = "cancel"
    TASK_DONE = "task_done"

    @property
    def is_of_a_council(self) -> bool:
        """Tell whether the request concerns one council's case rather than the whole cycle."""
        return self in _OF_A_COUNCIL

    @property
    def danish(self) -> str:
        """The words that readers see."""
        return _DANISH[self]


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
    },
)
_DANISH = {
    RequestKind.START: "start af forløb",
    RequestKind.ANSWER: "indberetning",
    RequestKind.PLAN: "mødedatoer",
    RequestKind.RULING: "afklaring",
    RequestKind.PROTEST: "indsigelse mod indberetning",
    RequestKind.CONTACT: "ny kontakt",
    RequestKind.NEW_LINK: "nyt link",
    RequestKind.LETTER: "brev fra sekretariatet",
    RequestKind.REOPEN: "genåbning",
    RequestKind.CHECK: "kontrol mod referat",
    RequestKind.VERSION: "ny version",
    RequestKind.RELEASE: "frigivelse til godkendelse",
    RequestKind.DEADLINE: "flytning af frist",
    RequestKind.CLOSE_ROUND: "lukning af runde",
    RequestKind.CONFIRM: "stadfæstelse",
    RequestKind.CANCEL: "annullering",
    RequestKind.TASK_DONE: "opgave afsluttet",
}
