"""A single letter that a web act asks for: a sign-in link, a link sent once more."""

from temporalio import workflow

from workflows.contracts.letters import LetterInput
from workflows.contracts.ports import Letters
from workflows.retries import SENDING_RETRIES, SENDING_TIMEOUT, SINGLE_LETTER_PATIENCE
from workflows.rules.letters import LetterState


@workflow.defn(name="Brev")
class SingleLetter:
    """Sends one letter."""

    @workflow.run
    async def run(self, letter: LetterInput) -> LetterState:
        """Send the letter; after an hour nobody waits for it any more."""
        return await workflow.execute_activity_method(
            Letters.send_single,
            letter,
            start_to_close_timeout=SENDING_TIMEOUT,
            schedule_to_close_timeout=SINGLE_LETTER_PATIENCE,
            retry_policy=SENDING_RETRIES,
            summary=letter.order.kind.danish,
        )
