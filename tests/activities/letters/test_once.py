"""A letter is sent once, and not at all when nothing is left to ask for."""

from datetime import timedelta

import pytest
from sqlmodel import select

from models.tables import Letter, Round, RoundState
from tests.activities.conftest import PostOffice
from tests.activities.happenings import answer
from tests.activities.outcome_of import REMINDER, REQUEST, TO_STAFF, letter, tasks
from tests.activities.scene import CYCLE, NOW
from workflows.contracts.letters import LetterOrder
from workflows.rules.council.outcomes import Outcome
from workflows.rules.letters import LetterState


async def test_a_letter_is_sent_once_however_often_it_is_ordered(office: PostOffice) -> None:
    states = [await office.letters.send(REQUEST) for _ in range(3)]
    assert states == [LetterState.SENT] * 3
    assert [mailbox for mailbox, _ in office.server.mails] == ["politik@laesoe.example"]
    row = letter(office)
    assert (row.state, row.address, row.ended_at) == (LetterState.SENT, "politik@laesoe.example", NOW)
    assert row.subject.startswith("Læsø Kommune: beslutning")
    assert row.message_id == office.server.mails[0][1]["Message-ID"]
    assert tasks(office) == []


async def test_a_mail_repeated_after_a_crash_is_recognised_as_the_same(office: PostOffice) -> None:
    await office.letters.send(REQUEST)
    with office.database.write() as session:  # as if the worker had died before it could note the sending
        row = session.exec(select(Letter)).one()
        row.state, row.message_id = LetterState.PLANNED, ""
    office.now += timedelta(minutes=5)
    assert await office.letters.send(REQUEST) is LetterState.SENT
    first, second = (mail["Message-ID"] for _, mail in office.server.mails)
    assert first == second


async def test_letters_of_different_keys_have_different_message_ids(office: PostOffice) -> None:
    await office.letters.send(REQUEST)
    await office.letters.send(REMINDER)
    assert len({mail["Message-ID"] for _, mail in office.server.mails}) == 2


@pytest.mark.parametrize("order", [REQUEST, REMINDER, TO_STAFF])
async def test_a_council_that_has_answered_is_not_asked_again(office: PostOffice, order: LetterOrder) -> None:
    answer(office.database)
    assert await office.letters.send(order) is LetterState.OVERTAKEN
    assert office.server.mails == []
    assert letter(office, order).state is LetterState.OVERTAKEN


async def test_a_council_that_postponed_is_still_reminded(office: PostOffice) -> None:
    answer(office.database, Outcome.POSTPONED)
    assert await office.letters.send(REMINDER) is LetterState.SENT


@pytest.mark.parametrize(
    ("state", "end"),
    [
        (RoundState.OPEN, LetterState.SENT),
        (RoundState.BLOCKED, LetterState.SENT),
        (RoundState.SETTLED, LetterState.OVERTAKEN),
        (RoundState.FALLEN, LetterState.OVERTAKEN),
    ],
)
async def test_nobody_is_asked_in_a_round_that_is_over(
    office: PostOffice, state: RoundState, end: LetterState
) -> None:
    with office.database.write() as session:
        session.get_one(Round, (CYCLE, 1)).state = state
    assert await office.letters.send(REMINDER) is end
