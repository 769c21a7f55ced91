from datetime import timedelta
from typing import Any

import pytest
from temporalio.client import WorkflowExecutionStatus, WorkflowHandle
from temporalio.testing import WorkflowEnvironment

from tests.stage import CYCLE, Stage
from workflows.contracts.letters import LetterInput, LetterOrder
from workflows.rules.letters import LetterKind, Recipient

LETTER = LetterInput(LetterOrder(LetterKind.NEW_LINK, CYCLE, round=1, party="825"))


async def test_a_letter_that_is_asked_for_many_times_is_sent_once(env: WorkflowEnvironment, stage: Stage) -> None:
    for _ in range(3):
        await stage.engine.send_letter(LETTER, workflow_id="brev/nyt-link/1/202603020900")
        sent = env.client.get_workflow_handle("brev/nyt-link/1/202603020900")
        assert await stage.ends(sent) is WorkflowExecutionStatus.COMPLETED
    assert stage.outbox.tries == 1
    await stage.engine.send_letter(LETTER, workflow_id="brev/nyt-link/1/202603021000")
    await stage.until(lambda: stage.outbox.tries == 2)


async def test_a_letter_that_is_asked_for_while_it_is_under_way_is_sent_once(
    env: WorkflowEnvironment, stage: Stage
) -> None:
    stage.outbox.is_down = True
    for _ in range(3):
        await stage.engine.send_letter(LETTER, workflow_id="brev/nyt-link/1/202603020900")
    await stage.until(lambda: stage.outbox.tries > 0)
    stage.outbox.is_down = False
    sent = env.client.get_workflow_handle("brev/nyt-link/1/202603020900")
    assert await stage.ends_later(sent) is WorkflowExecutionStatus.COMPLETED
    assert stage.letters(LetterKind.NEW_LINK) == 1


@pytest.mark.parametrize("kind", [LetterKind.NEW_LINK, LetterKind.REFUSAL])
async def test_a_letter_that_nobody_takes_is_tried_for_five_days_and_given_up(
    env: WorkflowEnvironment, stage: Stage, kind: LetterKind
) -> None:
    order = LetterOrder(kind, CYCLE, round=1, party="825")
    began = await env.get_current_time()
    brev = await sent_while_the_mail_server_is_away(env, stage, LetterInput(order))
    await stage.days(4.9)
    assert stage.outbox.given_up == []
    assert await stage.ends_later(brev) is WorkflowExecutionStatus.COMPLETED
    assert stage.outbox.given_up == [order]
    assert await env.get_current_time() - began < timedelta(days=5.2)


async def test_a_link_to_sign_in_is_no_news_after_an_hour(env: WorkflowEnvironment, stage: Stage) -> None:
    letter = LetterInput(LetterOrder(LetterKind.SIGN_IN, "", Recipient.STAFF), staff=1)
    brev = await sent_while_the_mail_server_is_away(env, stage, letter)
    began = await env.get_current_time()
    assert await stage.ends_later(brev) is WorkflowExecutionStatus.FAILED
    assert timedelta(minutes=10) < await env.get_current_time() - began < timedelta(hours=2)
    assert stage.outbox.given_up == []


async def sent_while_the_mail_server_is_away(
    env: WorkflowEnvironment, stage: Stage, letter: LetterInput
) -> WorkflowHandle[Any, Any]:
    stage.outbox.is_down = True
    await stage.engine.send_letter(letter, workflow_id="brev/uden-svar")
    await stage.until(lambda: stage.outbox.tries > 0)
    return env.client.get_workflow_handle("brev/uden-svar")
