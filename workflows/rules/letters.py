"""The letters that exist; the value is the name of the folder with its wording."""

from enum import StrEnum


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
    SIGN_IN = "sign_in"

    @property
    def is_reminder(self) -> bool:
        """Tell whether the letter waits for a working day, and is overtaken when the council has answered."""
        return self in _REMINDERS


_REMINDERS = frozenset(
    {
        LetterKind.AGENDA_REMINDER,
        LetterKind.WHAT_WAS_DECIDED,
        LetterKind.NEW_DATE_ASKED,
        LetterKind.OVERDUE,
        LetterKind.OVERDUE_TO_STAFF,
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
