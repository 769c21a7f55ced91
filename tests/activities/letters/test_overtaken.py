"""Letters of an inquiry or of the plan that come too late, too early, or at night."""

from datetime import UTC, datetime

import pytest
from temporalio.exceptions import ApplicationError

from models.tables import Inquiry, RoundParty
from tests.activities.conftest import PostOffice
from tests.activities.happenings import ask, result
from tests.activities.inquiry_scene import HEARING, open_inquiry, reply
from tests.activities.ordering import OF_AN_INQUIRY, OF_THE_PLAN
from tests.activities.outcome_of import REMINDER, REQUEST, letter, tasks
from tests.activities.reading import K, order_of
from tests.activities.scene import AALBORG, CYCLE, LAESOE, NOW
from workflows.contracts.letters import LetterOrder
from workflows.rules.letters import LetterKind, LetterState
from workflows.rules.requests import RequestKind

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
QUESTIONS = [kind for kind in OF_AN_INQUIRY if kind.is_question]
AT_ONCE = {K.HEARING_REQUEST, K.INQUIRY_EXTENDED, K.INQUIRY_RECEIPT}
SATURDAY_NIGHT = datetime(2027, 11, 6, 2, tzinfo=UTC)


@pytest.mark.parametrize("kind", QUESTIONS)
async def test_who_has_answered_an_inquiry_is_not_asked_again(office: PostOffice, kind: LetterKind) -> None:
    order = order_of(office.database, kind)
    reply(office.database, order.inquiry, party=AALBORG, on_behalf_of=(LAESOE,))
    assert await office.letters.send(order) is LetterState.OVERTAKEN
    assert office.server.mails == []


@pytest.mark.parametrize("kind", QUESTIONS)
async def test_nobody_is_asked_when_an_inquiry_is_closed(office: PostOffice, kind: LetterKind) -> None:
    order = order_of(office.database, kind)
    with office.database.write() as session:
        session.get_one(Inquiry, (CYCLE, order.inquiry)).closed_at = NOW
    assert await office.letters.send(order) is LetterState.OVERTAKEN


async def test_the_others_are_still_asked(office: PostOffice) -> None:
    open_inquiry(office.database, HEARING)
    reply(office.database, HEARING, party=AALBORG)
    order = LetterOrder(K.HEARING_REQUEST, CYCLE, party=LAESOE, inquiry=HEARING)
    assert await office.letters.send(order) is LetterState.SENT


async def test_a_receipt_is_never_overtaken(office: PostOffice) -> None:
    order = order_of(office.database, K.INQUIRY_RECEIPT)
    with office.database.write() as session:
        session.get_one(Inquiry, (CYCLE, order.inquiry)).closed_at = NOW
    assert await office.letters.send(order) is LetterState.SENT


async def test_a_party_of_a_later_stage_is_not_asked_before_its_stage_is_open(office: PostOffice) -> None:
    with office.database.write() as session:
        session.get_one(RoundParty, (CYCLE, 1, LAESOE)).stage = 1
    with pytest.raises(ApplicationError) as early:
        await office.letters.send(REQUEST)
    assert early.value.type == "StageNotOpen"
    assert await office.letters.send(REMINDER) is LetterState.OVERTAKEN
    assert office.server.mails == []
    with office.database.write() as session:
        session.get_one(RoundParty, (CYCLE, 1, LAESOE)).stage = 0
    assert await office.letters.send(REQUEST) is LetterState.SENT
    assert letter(office).state is LetterState.SENT
    assert tasks(office) == []


async def test_nobody_is_reminded_of_what_was_answered_and_is_not_recorded_yet(office: PostOffice) -> None:
    with office.database.write() as session:
        number = ask(session, RequestKind.ANSWER, {})
    with pytest.raises(ApplicationError) as waiting:
        await office.letters.send(REMINDER)
    assert waiting.value.type == "AnswerWaiting"
    assert office.server.mails == []
    with office.database.write() as session:
        session.add(result(number, reason="Datoen ligger i fremtiden."))
    assert await office.letters.send(REMINDER) is LetterState.SENT


@pytest.mark.parametrize("kind", [kind for kind in {**OF_AN_INQUIRY, **OF_THE_PLAN} if kind not in AT_ONCE])
async def test_what_the_machine_planned_waits_for_office_hours(office: PostOffice, kind: LetterKind) -> None:
    order = order_of(office.database, kind)
    office.now = SATURDAY_NIGHT
    with pytest.raises(ApplicationError) as closed:
        await office.letters.send(order)
    assert closed.value.type == "OfficesClosed"


@pytest.mark.parametrize("kind", sorted(AT_ONCE))
async def test_what_follows_from_somebodys_own_act_goes_at_once(office: PostOffice, kind: LetterKind) -> None:
    order = order_of(office.database, LetterKind(kind))
    office.now = SATURDAY_NIGHT
    assert await office.letters.send(order) is LetterState.SENT
