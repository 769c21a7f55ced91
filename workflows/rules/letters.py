"""The letters that exist; the value is the name of the folder with its wording."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class LetterKind(StrEnum):
    """One sort of letter, named as its folder under `email_templates`."""

    REQUEST = "request"
    AGENDA_REMINDER = "agenda_reminder"
    WHAT_WAS_DECIDED = "what_was_decided"
    NEW_DATE_ASKED = "new_date_asked"
    OVERDUE = "overdue"
    OVERDUE_TO_STAFF = "overdue_to_staff"
    ESCALATION = "escalation"
    CLARIFICATION = "clarification"
    RECEIPT = "receipt"
    REFUSAL = "refusal"
    ROUND_SETTLED = "round_settled"
    ROUND_BLOCKED = "round_blocked"
    CONFIRMED = "confirmed"
    NEW_LINK = "new_link"
    MILESTONE = "milestone"
    HEARING_REQUEST = "hearing_request"
    HEARING_REMINDER = "hearing_reminder"
    CONTACT_CHECK = "contact_check"
    CONTACT_CHECK_REMINDER = "contact_check_reminder"
    STATUS_REQUEST = "status_request"
    STATUS_REMINDER = "status_reminder"
    INQUIRY_EXTENDED = "inquiry_extended"
    INQUIRY_RECEIPT = "inquiry_receipt"
    INQUIRY_CLOSED = "inquiry_closed"
    ADOPTION_DUE = "adoption_due"
    SUBMISSION_DUE = "submission_due"
    AUTHORITY_SILENT = "authority_silent"
    PUBLICATION = "publication"
    STATUS_SUMMARY = "status_summary"
    STATUS_YEARLY = "status_yearly"
    MIDWAY_DUE = "midway_due"
    SUCCESSOR_DUE = "successor_due"
    EVALUATION_DUE = "evaluation_due"
    HANDED_OVER = "handed_over"
    WEEKLY = "weekly"
    SIGN_IN = "sign_in"

    @property
    def danish(self) -> str:
        """The words that readers see."""
        return _DANISH[self]

    @property
    def is_reminder(self) -> bool:
        """Tell whether the letter waits for a working day, and is overtaken when the council has answered."""
        return self in _REMINDERS

    @property
    def is_question(self) -> bool:
        """Tell whether the letter asks somebody for something, and is overtaken by the answer."""
        return self.is_reminder or self in _REQUESTS


_DANISH: Final[Mapping[LetterKind, str]] = {
    LetterKind.REQUEST: "anmodning om beslutning",
    LetterKind.AGENDA_REMINDER: "påmindelse om dagsorden",
    LetterKind.WHAT_WAS_DECIDED: "hvad blev besluttet?",
    LetterKind.NEW_DATE_ASKED: "kendes den nye dato?",
    LetterKind.OVERDUE: "fristen er overskredet",
    LetterKind.OVERDUE_TO_STAFF: "rådet tier (til sekretariatet)",
    LetterKind.ESCALATION: "henvendelse til ledelsen",
    LetterKind.CLARIFICATION: "afklarende brev",
    LetterKind.RECEIPT: "kvittering",
    LetterKind.REFUSAL: "afvisning",
    LetterKind.ROUND_SETTLED: "alle har godkendt (til sekretariatet)",
    LetterKind.ROUND_BLOCKED: "runden er blokeret (til sekretariatet)",
    LetterKind.CONFIRMED: "aftalen er stadfæstet",
    LetterKind.NEW_LINK: "link sendt igen",
    LetterKind.SIGN_IN: "link til log ind",
    LetterKind.MILESTONE: "milepæl (til sekretariatet)",
    LetterKind.HEARING_REQUEST: "høring",
    LetterKind.HEARING_REMINDER: "påmindelse om høring",
    LetterKind.CONTACT_CHECK: "er kontakt og mødedatoer rigtige?",
    LetterKind.CONTACT_CHECK_REMINDER: "påmindelse om kontakt og mødedatoer",
    LetterKind.STATUS_REQUEST: "status på indsatser",
    LetterKind.STATUS_REMINDER: "påmindelse om status",
    LetterKind.INQUIRY_EXTENDED: "fristen er forlænget",
    LetterKind.INQUIRY_RECEIPT: "kvittering for svar",
    LetterKind.INQUIRY_CLOSED: "runden er lukket (til sekretariatet)",
    LetterKind.ADOPTION_DUE: "vedtagelse mangler (til sekretariatet)",
    LetterKind.SUBMISSION_DUE: "skal sendes til myndigheden (til sekretariatet)",
    LetterKind.AUTHORITY_SILENT: "myndigheden tier (til sekretariatet)",
    LetterKind.PUBLICATION: "offentliggør aftalen",
    LetterKind.STATUS_SUMMARY: "samlet status",
    LetterKind.STATUS_YEARLY: "årlig status til rådene",
    LetterKind.MIDWAY_DUE: "midtvejsevaluering (til sekretariatet)",
    LetterKind.SUCCESSOR_DUE: "næste aftale (til sekretariatet)",
    LetterKind.EVALUATION_DUE: "evaluering (til sekretariatet)",
    LetterKind.HANDED_OVER: "indsatser overdraget",
    LetterKind.WEEKLY: "ugens overblik (til koordinatorer)",
}
_REQUESTS = frozenset(
    {LetterKind.REQUEST, LetterKind.HEARING_REQUEST, LetterKind.CONTACT_CHECK, LetterKind.STATUS_REQUEST},
)
_REMINDERS = frozenset(
    {
        LetterKind.AGENDA_REMINDER,
        LetterKind.WHAT_WAS_DECIDED,
        LetterKind.NEW_DATE_ASKED,
        LetterKind.OVERDUE,
        LetterKind.OVERDUE_TO_STAFF,
        LetterKind.HEARING_REMINDER,
        LetterKind.CONTACT_CHECK_REMINDER,
        LetterKind.STATUS_REMINDER,
    },
)


class LetterState(StrEnum):
    """What became of a letter; the value is the word that readers see."""

    PLANNED = "på vej"
    SENT = "sendt"
    UNDELIVERABLE = "ikke leveret"
    OVERTAKEN = "overhalet"

    @property
    def is_final(self) -> bool:
        """Tell whether nothing more will happen to the letter."""
        return self is not LetterState.PLANNED


class Recipient(StrEnum):
    """Whose mailbox a letter goes to."""

    CONTACT = "contact"
    MAIN_MAILBOX = "main_mailbox"
    STAFF = "staff"
    BODY = "body"
    """The mailbox that the directory has for the body on the day of sending, in a round or not."""
