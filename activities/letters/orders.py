"""Orders of letters, as the store knows them."""

from models.letters import LetterIdentity
from workflows.contracts.letters import LetterOrder


def identity_of(order: LetterOrder) -> LetterIdentity:
    """Return which letter an order means."""
    return LetterIdentity(
        key=order.key,
        kind=order.kind,
        recipient=order.recipient,
        cycle_id=order.cycle_id,
        round=order.round,
        party=order.party,
        planned_on=order.planned_on,
        request=order.request,
        inquiry=order.inquiry,
    )
