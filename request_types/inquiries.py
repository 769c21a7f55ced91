"""What is told through an inquiry's link, and what the office asks of an inquiry."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Final, Self

from pydantic import Field, model_validator

from request_types.cycles import MovedDeadline
from request_types.dates import not_too_far
from request_types.faults import Fault, Missing, as_error
from request_types.inputs import Input, Widget
from request_types.payload import (
    REPORTER,
    Document,
    Line,
    Number,
    Payload,
    Reason,
    ReasonNeeded,
    Text,
    is_mailbox,
)
from request_types.request_type import RequestType, Subject
from workflows.rules.follow_up import Progress
from workflows.rules.inquiries import InquiryKind
from workflows.rules.requests import RequestKind

NO_ANSWER: Final = "Skriv jeres høringssvar, vedlæg det som fil, eller sæt kryds ved, at I ingen bemærkninger har."
REMARKS_AFTER_ALL: Final = "I har både sat kryds ved ingen bemærkninger og skrevet et svar. Vælg ét af dem."
NO_REPORTER: Final = "Skriv, hvem der svarer."
TWICE: Final = "Samme indsats står der to gange."
LONGEST_LIST: Final = 200
_DAYS: Final = "En dato på hver linje, for eksempel 15.12.2027."
_Meetings = Annotated[tuple[date, ...], Field(max_length=LONGEST_LIST)]
_ReporterNeeded = Annotated[Line, Field(min_length=1), REPORTER, Missing("Skriv, hvem der har oplyst det.")]


class HearingAnswerPayload(Payload):
    """An answer to a hearing; `on_behalf_of` are the codes of further parties that a joint answer speaks for.

    `respondent` names somebody who was not asked; only the office records that.
    """

    respondent: Annotated[
        Line, Input("Eller en, der ikke er spurgt (frivilligt)", hint="Organisationens navn.")
    ] = ""
    text: Annotated[Text, Input("Svaret (eller vedlæg det)", Widget.AREA)] = ""
    answer_sha256: Document = None
    has_no_remarks: Annotated[bool, Input("Ingen bemærkninger", Widget.BOX)] = False
    on_behalf_of: Annotated[
        tuple[Line, ...],
        Field(max_length=LONGEST_LIST),
        Input("Også på vegne af (frivilligt)", Widget.LINES, "Koden på hver høringspart, en på hver linje."),
    ] = ()
    reported_by: Annotated[Line, REPORTER] = ""

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


HEARING_ANSWER: Final = RequestType(
    kind=RequestKind.HEARING_ANSWER,
    payload=HearingAnswerPayload,
    label="høringssvar",
    subject=Subject.ADDRESSEE,
    asked_in=InquiryKind.HEARING,
    path="hearing-answers",
    slug="hoeringssvar",
    button="Registrér høringssvaret",
    is_told_by_link=True,
)


class ContactCheckPayload(Payload):
    """Whether a council's mailbox is right, and when its council and committees meet (local dates)."""

    is_right: Annotated[
        bool,
        Input("Er kontakten rigtig?", Widget.CHOICE, options=(("true", "Ja"), ("false", "Nej, skift postkasse"))),
        Missing("Svar, om kontakten er rigtig."),
    ]
    mailbox: Annotated[Line, Input("Den rigtige postkasse (frivilligt)", Widget.MAIL)] = ""
    council_meetings: Annotated[_Meetings, Input("Rådets møder (frivilligt)", Widget.LINES, _DAYS)] = ()
    committee_meetings: Annotated[_Meetings, Input("Fagudvalgets møder (frivilligt)", Widget.LINES, _DAYS)] = ()
    finance_committee_meetings: Annotated[
        _Meetings, Input("Økonomiudvalgets møder (frivilligt)", Widget.LINES, _DAYS)
    ] = ()
    reported_by: _ReporterNeeded

    def faults_on(self, today: date) -> Iterator[Fault]:
        """Yield faults where the right mailbox is missing or none, or a meeting is over or too far ahead."""
        if not self.is_right and not self.mailbox:
            yield Fault("mailbox", "Skriv den rigtige postkasse.")
        if self.mailbox and not is_mailbox(self.mailbox):
            yield Fault("mailbox", "Skriv en gyldig mailadresse.")
        for field in ("council_meetings", "committee_meetings", "finance_committee_meetings"):
            days: tuple[date, ...] = getattr(self, field)
            if any(day < today for day in days):
                yield Fault(field, "Et af møderne ligger i fortiden; skriv kun de kommende.")
            yield from not_too_far(field, days, today)


CONTACT_CHECK: Final = RequestType(
    kind=RequestKind.CONTACT_CHECK,
    payload=ContactCheckPayload,
    label="bekræftelse af kontakt og mødedatoer",
    subject=Subject.ADDRESSEE,
    asked_in=InquiryKind.CONTACT_ROUND,
    path="contact-checks",
    slug="kontaktbekraeftelse",
    button="Registrér bekræftelsen",
    is_told_by_link=True,
)


class InitiativeStatus(Payload):
    """How one initiative, called by its number in the cycle, is getting on."""

    initiative: Number
    progress: Progress
    note: Reason = ""


class StatusReportPayload(Payload):
    """How a body's initiatives are getting on."""

    initiatives: Annotated[
        tuple[InitiativeStatus, ...],
        Field(min_length=1, max_length=LONGEST_LIST),
        Input(
            "Status på indsatserne",
            Widget.LINES,
            "En indsats på hver linje: nummer; status; bemærkning. For eksempel »3; Forsinket; mangler en læge«.",
        ),
        Missing("Skriv status på mindst én indsats."),
    ]
    reported_by: _ReporterNeeded

    @model_validator(mode="after")
    def _names_each_once(self) -> Self:
        numbers = [each.initiative for each in self.initiatives]
        if len(set(numbers)) < len(numbers):
            raise as_error((Fault("initiatives", TWICE),))
        return self


STATUS_REPORT: Final = RequestType(
    kind=RequestKind.STATUS_REPORT,
    payload=StatusReportPayload,
    label="status på indsatser",
    subject=Subject.ADDRESSEE,
    asked_in=InquiryKind.STATUS_ROUND,
    path="status-reports",
    slug="status",
    button="Registrér status",
    is_told_by_link=True,
)


class ExtensionPayload(MovedDeadline):
    """An inquiry's deadline is moved."""


EXTENSION: Final = RequestType(
    kind=RequestKind.EXTENSION,
    payload=ExtensionPayload,
    label="forlængelse af frist",
    subject=Subject.INQUIRY,
    path="extensions",
    slug="forlaengelse",
    button="Flyt fristen",
)


class CloseInquiryPayload(Payload):
    """An inquiry is closed before its deadline."""

    reason: ReasonNeeded


CLOSE_INQUIRY: Final = RequestType(
    kind=RequestKind.CLOSE_INQUIRY,
    payload=CloseInquiryPayload,
    label="lukning før fristen",
    subject=Subject.INQUIRY,
    path="inquiry-closures",
    slug="luk-spoergerunde",
    button="Luk før fristen",
)
