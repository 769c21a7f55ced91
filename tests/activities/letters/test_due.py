"""Letters of the plan remind of nothing that was done meanwhile."""

from datetime import date
from typing import Any

import pytest

from models.tables import Cycle, Evaluation
from tests.activities.conftest import PostOffice
from tests.activities.happenings import ask
from tests.activities.inquiry_scene import enter, hear_of
from tests.activities.ordering import OF_THE_PLAN
from tests.activities.reading import K, order_of
from tests.activities.scene import CYCLE, NOW
from workflows.contracts.letters import LetterOrder
from workflows.rules.authority import AuthorityStep
from workflows.rules.course.phases import Phase
from workflows.rules.follow_up import EvaluationKind
from workflows.rules.letters import LetterKind, LetterState
from workflows.rules.requests import RequestKind

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.mark.parametrize("phase", [Phase.CANCELLED, Phase.LAPSED])
@pytest.mark.parametrize("kind", OF_THE_PLAN)
async def test_nothing_is_due_in_an_agreement_that_was_broken_off(
    office: PostOffice, kind: LetterKind, phase: Phase
) -> None:
    order = order_of(office.database, kind)
    enter(office.database, phase)
    assert await office.letters.send(order) is LetterState.OVERTAKEN


async def test_an_adoption_that_was_recorded_is_not_due(office: PostOffice) -> None:
    order = order_of(office.database, K.ADOPTION_DUE)
    enter(office.database, Phase.APPROVAL)
    assert await office.letters.send(order) is LetterState.OVERTAKEN


@pytest.mark.parametrize("step", [AuthorityStep.APPROVED, AuthorityStep.OBJECTED])
async def test_an_authority_that_answered_is_not_silent(office: PostOffice, step: AuthorityStep) -> None:
    order = order_of(office.database, K.AUTHORITY_SILENT)
    hear_of(office.database, step, on=date(2027, 10, 1))
    assert await office.letters.send(order) is LetterState.OVERTAKEN


async def test_an_acknowledgement_ends_the_waiting_for_it_but_not_for_the_answer(office: PostOffice) -> None:
    answer = order_of(office.database, K.AUTHORITY_SILENT)
    hear_of(office.database, AuthorityStep.ACKNOWLEDGED, on=date(2027, 2, 3))
    receipt = LetterOrder(K.AUTHORITY_SILENT, CYCLE, answer.recipient, planned_on=date(2027, 2, 16))
    assert await office.letters.send(receipt) is LetterState.OVERTAKEN
    assert await office.letters.send(answer) is LetterState.SENT


async def test_a_text_that_was_submitted_is_not_due(office: PostOffice) -> None:
    order = order_of(office.database, K.SUBMISSION_DUE)
    hear_of(office.database, AuthorityStep.SUBMITTED, on=date(2027, 2, 1))
    assert await office.letters.send(order) is LetterState.OVERTAKEN


async def test_a_text_that_met_an_objection_is_due_again(office: PostOffice) -> None:
    order = order_of(office.database, K.SUBMISSION_DUE)
    hear_of(office.database, AuthorityStep.SUBMITTED, on=date(2027, 2, 1))
    hear_of(office.database, AuthorityStep.OBJECTED, on=date(2027, 3, 1))
    assert await office.letters.send(order) is LetterState.SENT


@pytest.mark.parametrize(
    ("kind", "made"), [(K.MIDWAY_DUE, EvaluationKind.MIDWAY), (K.EVALUATION_DUE, EvaluationKind.FINAL)]
)
async def test_an_evaluation_that_was_made_is_not_due(
    office: PostOffice, kind: LetterKind, made: EvaluationKind
) -> None:
    order = order_of(office.database, kind)
    with office.database.write() as session:
        request = ask(session, RequestKind.EVALUATION, {})
        about: dict[str, Any] = {"request_id": request, "cycle_id": CYCLE, "kind": made}
        session.add(Evaluation(**about, made_on=NOW.date(), recorded_at=NOW))
    assert await office.letters.send(order) is LetterState.OVERTAKEN


def begin_the_next(office: PostOffice, **changes: Any) -> None:
    with office.database.write() as session:
        next_one = session.get_one(Cycle, CYCLE).model_dump() | {"id": "den-næste", "predecessor_id": CYCLE}
        session.add(Cycle(**next_one | changes))


@pytest.mark.parametrize("phase", [Phase.CANCELLED, Phase.LAPSED])
async def test_a_successor_is_due_again_where_the_one_begun_was_given_up(office: PostOffice, phase: Phase) -> None:
    order = order_of(office.database, K.SUCCESSOR_DUE)
    begin_the_next(office, phase=phase)
    assert await office.letters.send(order) is LetterState.SENT


async def test_a_successor_that_was_begun_is_not_due(office: PostOffice) -> None:
    order = order_of(office.database, K.SUCCESSOR_DUE)
    begin_the_next(office)
    assert await office.letters.send(order) is LetterState.OVERTAKEN
