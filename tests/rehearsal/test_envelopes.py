"""A rehearsal whose letters are addressed and not written tells of the same letters."""

import re

from activities.letters.writing import Author
from activities.rehearsal import EnvelopeAuthor
from cli.rehearsal.play import Rehearsal
from tests.playing import played
from tests.statements import counted_statements

KIND = "faellesaftale"
NUMBER = re.compile(r"/\d+$")


def sent(rehearsal: Rehearsal) -> list[tuple[str, str]]:
    # who answers at the same moment gets the next receipt number in no certain order
    return sorted((NUMBER.sub("", mail.mail.key), mail.to) for mail in rehearsal.mails)


def test_addressed_letters_are_those_that_would_have_been_written_and_cost_few_statements() -> None:
    written = played(KIND, author=Author)
    with counted_statements() as statements:
        addressed = played(KIND, author=EnvelopeAuthor)
    assert len(sent(written)) > 12
    assert sent(addressed) == sent(written)
    assert len(addressed.mails) < len(statements) < 2400
    assert all(mail.mail.wording.text for mail in written.mails)
    assert not any(mail.mail.wording.text for mail in addressed.mails)
