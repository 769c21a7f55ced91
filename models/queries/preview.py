"""What an act would cause: told before it is done."""

from dataclasses import dataclass
from datetime import datetime

from workflows.rules.letters import LetterKind


@dataclass(frozen=True, slots=True)
class PreviewedLetters:
    """Letters of one sort that an act would cause; `at` (UTC) is when they would go.

    `to` names whom they would reach, `unreachable` who has no mailbox; `subject` and `text` are the first one's.
    """

    kind: LetterKind
    to: tuple[str, ...]
    unreachable: tuple[str, ...]
    at: datetime
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What would come of an act: the letters, or the Danish `reason` for which it would be refused."""

    letters: tuple[PreviewedLetters, ...] = ()
    reason: str = ""

    @property
    def is_refused(self) -> bool:
        """Tell whether the act would be refused."""
        return bool(self.reason)

    @property
    def mails(self) -> int:
        """How many mails would go."""
        return sum(len(each.to) for each in self.letters)
