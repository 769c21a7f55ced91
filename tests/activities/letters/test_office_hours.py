from datetime import UTC, date, datetime, timedelta

import pytest
from temporalio.exceptions import ApplicationError

from tests.activities.conftest import PostOffice
from tests.activities.scene import CYCLE, LAESOE
from workflows.contracts.letters import LetterOrder
from workflows.rules.letters import LetterKind, LetterState

REMINDER = LetterOrder(LetterKind.AGENDA_REMINDER, CYCLE, round=1, party=LAESOE, planned_on=date(2027, 11, 5))
SATURDAY_NIGHT = datetime(2027, 11, 6, 2, tzinfo=UTC)
MONDAY_AT_NINE = datetime(2027, 11, 8, 8, tzinfo=UTC)


async def test_a_reminder_that_comes_at_night_says_when_offices_open(office: PostOffice) -> None:
    office.now = SATURDAY_NIGHT
    with pytest.raises(ApplicationError) as closed:
        await office.letters.send(REMINDER)
    assert closed.value.type == "OfficesClosed"
    assert closed.value.non_retryable
    assert closed.value.details == (MONDAY_AT_NINE.isoformat(),)
    office.now = MONDAY_AT_NINE + timedelta(minutes=1)
    assert await office.letters.send(REMINDER) is LetterState.SENT


async def test_a_request_goes_at_any_time(office: PostOffice) -> None:
    office.now = SATURDAY_NIGHT
    request = LetterOrder(LetterKind.REQUEST, CYCLE, round=1, party=LAESOE)
    assert await office.letters.send(request) is LetterState.SENT
