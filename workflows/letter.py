"""A single letter that no cycle sends: a link to sign in, a link once more, a refusal after the cycle's end."""

from datetime import timedelta

from temporalio import workflow
from temporalio.exceptions import ActivityError, is_cancelled_exception

from workflows.contracts.letters import LetterInput
from workflows.contracts.ports import Letters
from workflows.cycle.outgoing import give_up
from workflows.rules.letters import LetterState
from workflows.temporal.retries import SENDING_PATIENCE, SENDING_RETRIES, SENDING_TIMEOUT, SIGN_IN_PATIENCE


@workflow.defn(name="Brev")
class SingleLetter:
    """Sends one letter."""

    @workflow.run
    async def run(self, letter: LetterInput) -> LetterState:
        """Send the letter; one that is in the ledger comes to its end there, whatever happens."""
        is_to_staff = letter.staff is not None
        try:
            return await _send(letter, SIGN_IN_PATIENCE if is_to_staff else SENDING_PATIENCE)
        except ActivityError as error:
            if is_to_staff or is_cancelled_exception(error):
                raise
        await give_up(letter.order, letter.order.kind.danish)
        return LetterState.UNDELIVERABLE


async def _send(letter: LetterInput, patience: timedelta) -> LetterState:
    return await workflow.execute_activity_method(
        Letters.send_single,
        letter,
        start_to_close_timeout=SENDING_TIMEOUT,
        schedule_to_close_timeout=patience,
        retry_policy=SENDING_RETRIES,
        summary=letter.order.kind.danish,
    )
