"""Letters on their way: each is a task of its own, so that a dead mail server keeps nobody waiting."""

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta

from temporalio import workflow
from temporalio.exceptions import ActivityError, ApplicationError, is_cancelled_exception

from workflows.contracts.letters import OFFICES_CLOSED, LetterOrder
from workflows.contracts.ports import Letters
from workflows.temporal.retries import (
    RECORDING_RETRIES,
    RECORDING_TIMEOUT,
    SENDING_PATIENCE,
    SENDING_RETRIES,
    SENDING_TIMEOUT,
)


class Outgoing:
    """The letters that a workflow has ordered and that have not come to their end."""

    def __init__(self) -> None:
        self._on_their_way: dict[str, tuple[LetterOrder, asyncio.Task[None]]] = {}
        self._at_rest: set[str] = set()

    def send(self, orders: Iterable[LetterOrder]) -> None:
        """Have letters sent; one that is on its way already is not ordered again."""
        for order in orders:
            if order.key not in self._on_their_way:
                self._on_their_way[order.key] = (order, asyncio.create_task(self._send(order)))

    @property
    def is_empty(self) -> bool:
        """Tell whether every letter has come to its end."""
        return not self._on_their_way

    @property
    def is_at_rest(self) -> bool:
        """Tell whether nothing is being sent: what is left waits until offices open."""
        return self._on_their_way.keys() <= self._at_rest

    def hand_over(self) -> tuple[LetterOrder, ...]:
        """Stop trying, and return the letters that somebody else is to go on with."""
        left = list(self._on_their_way.values())
        for _, task in left:
            task.cancel()
        return tuple(order for order, _ in left)

    async def _send(self, order: LetterOrder) -> None:
        try:
            await self._try_for_days(order)
        finally:
            del self._on_their_way[order.key]

    async def _try_for_days(self, order: LetterOrder) -> None:
        summary = " · ".join(filter(None, (order.kind.danish, order.party, _day_of(order))))
        try:
            await workflow.execute_activity_method(
                Letters.send,
                order,
                start_to_close_timeout=SENDING_TIMEOUT,
                schedule_to_close_timeout=SENDING_PATIENCE,
                retry_policy=SENDING_RETRIES,
                summary=summary,
            )
        except ActivityError as error:
            if is_cancelled_exception(error):
                return  # it was handed over, or its case is over
            if opens_at := _opening(error):
                await self._rest_until(opens_at, order, summary)
                await self._try_for_days(order)
            else:
                await give_up(order, summary)

    async def _rest_until(self, instant: datetime, order: LetterOrder, summary: str) -> None:
        self._at_rest.add(order.key)
        try:
            await _wait_until(instant, summary)
        finally:
            self._at_rest.discard(order.key)


def _opening(error: ActivityError) -> datetime | None:
    """Return when offices open, if that is what the letter waits for (UTC)."""
    cause = error.cause
    if isinstance(cause, ApplicationError) and cause.type == OFFICES_CLOSED and cause.details:
        return datetime.fromisoformat(str(cause.details[0]))
    return None


async def _wait_until(instant: datetime, summary: str) -> None:
    pause = instant - workflow.now()
    if pause > timedelta():
        await workflow.sleep(pause, summary=f"Venter til kontorerne åbner: {summary}")


async def give_up(order: LetterOrder, summary: str) -> None:
    """Note that a letter could not be delivered; `summary` says which, without names."""
    await workflow.execute_activity_method(
        Letters.give_up,
        order,
        start_to_close_timeout=RECORDING_TIMEOUT,
        retry_policy=RECORDING_RETRIES,
        summary=f"Kunne ikke leveres: {summary}",
    )


def _day_of(order: LetterOrder) -> str:
    return order.planned_on.isoformat() if order.planned_on else ""
