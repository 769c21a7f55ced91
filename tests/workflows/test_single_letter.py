from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.testing import WorkflowEnvironment

from tests.stage import CYCLE, Stage
from workflows.client import Engine
from workflows.contracts.letters import LetterInput, LetterOrder
from workflows.rules.letters import LetterKind

LETTER = LetterInput(LetterOrder(LetterKind.NEW_LINK, CYCLE, round=1, party="825"))


async def test_a_letter_that_is_asked_for_many_times_is_sent_once(env: WorkflowEnvironment, stage: Stage) -> None:
    async def client_given() -> Client:
        return env.client

    engine = Engine(client_given)
    for _ in range(3):
        await engine.send_letter(LETTER, workflow_id="brev/nyt-link/1/202603020900")
        sent = env.client.get_workflow_handle("brev/nyt-link/1/202603020900")
        assert await stage.ends(sent) is WorkflowExecutionStatus.COMPLETED
    assert stage.outbox.tries == 1
    await engine.send_letter(LETTER, workflow_id="brev/nyt-link/1/202603021000")
    await stage.until(lambda: stage.outbox.tries == 2)


async def test_a_letter_that_is_asked_for_while_it_is_under_way_is_sent_once(
    env: WorkflowEnvironment, stage: Stage
) -> None:
    async def client_given() -> Client:
        return env.client

    engine = Engine(client_given)
    stage.outbox.is_down = True
    for _ in range(3):
        await engine.send_letter(LETTER, workflow_id="brev/nyt-link/1/202603020900")
    await stage.until(lambda: stage.outbox.tries > 0)
    stage.outbox.is_down = False
    sent = env.client.get_workflow_handle("brev/nyt-link/1/202603020900")
    assert await stage.ends(sent) is WorkflowExecutionStatus.COMPLETED
    assert stage.letters(LetterKind.NEW_LINK) == 1
