"""What is told through an inquiry's link, and what the office asks of an inquiry."""

from datetime import date
from typing import Annotated, Final, Self

from pydantic import Field, model_validator

from models.faults import Fault, as_error
from models.requests.fields import Digest, Line, Number, Payload, Reason, Text
from workflows.rules.follow_up import Progress

NO_ANSWER: Final = "Skriv jeres høringssvar, vedlæg det som fil, eller sæt kryds ved, at I ingen bemærkninger har."
REMARKS_AFTER_ALL: Final = "I har både sat kryds ved ingen bemærkninger og skrevet et svar. Vælg ét af dem."
NO_REPORTER: Final = "Skriv, hvem der svarer."
TWICE: Final = "Samme indsats står der to gange."
LONGEST_LIST: Final = 200


class HearingAnswerPayload(Payload):
    """An answer to a hearing; `on_behalf_of` are the codes of further parties that a joint answer speaks for.

    `respondent` names somebody who was not asked; only the office records that.
    """

    text: Text = ""
    answer_sha256: Digest | None = None
    has_no_remarks: bool = False
    on_behalf_of: Annotated[tuple[Line, ...], Field(max_length=LONGEST_LIST)] = ()
    respondent: Line = ""
    reported_by: Line = ""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        faults = []
        if not (self.text or self.answer_sha256 or self.has_no_remarks):
            faults.append(Fault("text", NO_ANSWER))
        if self.has_no_remarks and (self.text or self.answer_sha256):
            faults.append(Fault("has_no_remarks", REMARKS_AFTER_ALL))
        if not self.reported_by:
            faults.append(Fault("reported_by", NO_REPORTER))
        if faults:
            raise as_error(tuple(faults))
        return self


class ContactCheckPayload(Payload):
    """Whether a council's mailbox is right, and when its council and committees meet (local dates)."""

    is_right: bool
    mailbox: Line = ""
    council_meetings: Annotated[tuple[date, ...], Field(max_length=LONGEST_LIST)] = ()
    committee_meetings: Annotated[tuple[date, ...], Field(max_length=LONGEST_LIST)] = ()
    finance_committee_meetings: Annotated[tuple[date, ...], Field(max_length=LONGEST_LIST)] = ()
    reported_by: Annotated[Line, Field(min_length=1)]


class InitiativeStatus(Payload):
    """How one initiative, called by its number in the cycle, is getting on."""

    initiative: Number
    progress: Progress
    note: Reason = ""


class StatusReportPayload(Payload):
    """How a body's initiatives are getting on."""

    initiatives: Annotated[tuple[InitiativeStatus, ...], Field(min_length=1, max_length=LONGEST_LIST)]
    reported_by: Annotated[Line, Field(min_length=1)]

    @model_validator(mode="after")
    def _names_each_once(self) -> Self:
        numbers = [each.initiative for each in self.initiatives]
        if len(set(numbers)) < len(numbers):
            raise as_error((Fault("initiatives", TWICE),))
        return self


class ExtensionPayload(Payload):
    """An inquiry's deadline is moved to another local date."""

    deadline: date
    reason: Annotated[Reason, Field(min_length=1)]


class CloseInquiryPayload(Payload):
    """An inquiry is closed before its deadline."""

    reason: Annotated[Reason, Field(min_length=1)]
