"""How long the histories of a rehearsed cycle's workflows became."""

import asyncio
from collections.abc import Iterator
from datetime import date

from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from models.queries.cycle.page import CyclePage, cycle_page
from models.store.database import Database
from workflows.naming import council_workflow_id, inquiry_workflow_id


async def history_lengths(client: Client, scratch: Database, cycle_id: str, *, today: date) -> dict[str, int]:
    """Return the numbers of events of the cycle, its councils' cases and its inquiries, by workflow id."""
    with scratch.read() as session:
        page = cycle_page(session, cycle_id, today=today)
    assert page is not None, "it was rehearsed a moment ago"
    ids = tuple(_ids(page))
    lengths = await asyncio.gather(*(_length(client, workflow_id) for workflow_id in ids))
    return {workflow_id: length for workflow_id, length in zip(ids, lengths, strict=True) if length}


def _ids(page: CyclePage) -> Iterator[str]:
    cycle_id = page.line.id
    yield cycle_id
    for number in range(1, (page.line.round or 0) + 1):
        for council in page.councils:
            yield council_workflow_id(cycle_id, number, council.name)
    for inquiry in page.inquiries:
        yield inquiry_workflow_id(cycle_id, inquiry.slug)


async def _length(client: Client, workflow_id: str) -> int:
    try:
        return (await client.get_workflow_handle(workflow_id).describe()).history_length
    except RPCError as error:
        if error.status is RPCStatusCode.NOT_FOUND:
            return 0  # it was never asked: its step of the round did not begin
        raise
