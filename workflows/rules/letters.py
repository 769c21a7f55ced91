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
    def danish(self) -> str:
        """The words that readers see."""
        return _DANISH[self]

    @property
    def is_reminder(self) -> bool:
        """Tell whether the letter waits for a working day, and is overtaken when the council has answered."""
        return self in _REMINDERS

    @property
    def is_question(self) -> bool:
        """Tell whether the letter asks a council for something, and is overtaken by its answer."""
        return self.is_reminder or self is LetterKind.REQUEST


_DANISH = {
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
}
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
