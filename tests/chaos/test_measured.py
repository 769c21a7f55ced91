"""What a trial's figures make of mails and letters that do not match."""

from activities.letters.message import message_id
from models.tables import Letter
from tests.chaos.mail_sink import MailFault
from tests.chaos.measured import SENDER, figures
from tests.chaos.trial import Trial
from tests.models.seeding import AT
from tests.trust.figures import Figure
from workflows.rules.letters import LetterKind, LetterState, Recipient

A, B = (message_id(key, sender=SENDER) for key in "ab")


def _letter(key: str, state: LetterState) -> Letter:
    was_sent = state is LetterState.SENT
    return Letter(
        key=key,
        kind=LetterKind.REQUEST,
        recipient=Recipient.CONTACT,
        cycle_id="aftale",
        ordered_at=AT,
        state=state,
        message_id=message_id(key, sender=SENDER) if was_sent else "",
    )


def _figure(*letters: Letter, taken: str = "", faults: int = 0) -> Figure:
    mails = [{"id": message_id(key, sender=SENDER)} for key in taken]
    mails += [{"fault": MailFault.DROPPED}] * faults
    trial = Trial(0, mails=mails, letters=list(letters))
    return next(figure for figure in figures(trial) if figure.number == "R5")


SENT, OVERTAKEN = _letter("a", LetterState.SENT), _letter("b", LetterState.OVERTAKEN)


def test_each_sent_letter_has_its_mail() -> None:
    assert _figure(SENT, OVERTAKEN, taken="a").is_met


def test_a_sent_letter_without_a_mail_is_told() -> None:
    figure = _figure(SENT)
    assert not figure.is_met
    assert A in figure.measured


def test_a_mail_without_a_letter_is_told() -> None:
    figure = _figure(SENT, taken="ab")
    assert not figure.is_met
    assert B in figure.measured


def test_a_letter_may_be_overtaken_after_the_line_was_dropped_on_its_mail() -> None:
    assert _figure(SENT, OVERTAKEN, taken="ab").is_met


def test_a_mail_is_repeated_at_most_once_a_fault() -> None:
    assert _figure(SENT, taken="aa", faults=1).is_met
    assert not _figure(SENT, taken="aa", faults=0).is_met
