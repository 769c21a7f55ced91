"""All that the engine keeps, as texts: histories, memos, search attributes, summaries, ids, decoded."""

import json
from collections.abc import Iterator
from typing import Any

from google.protobuf.message import Message
from temporalio.api.common.v1 import Payload
from temporalio.client import Client, WorkflowHandle

from tests.journey.house import House
from upkeep.privacy import leaves
from workflows.temporal.converter import DATA_CONVERTER


async def histories_of(house: House) -> dict[str, str]:
    """Return all that the engine keeps of each workflow, decoded, by its id."""
    client = await Client.connect(f"127.0.0.1:{house.ports['TEMPORAL_PORT']}", data_converter=DATA_CONVERTER)
    return {
        f"{listed.id} {listed.run_id}": await kept_of(client.get_workflow_handle(listed.id, run_id=listed.run_id))
        async for listed in client.list_workflows()
    }


async def histories_below(client: Client, workflow_id: str) -> dict[str, str]:
    """Return all that the engine keeps of a workflow and of all its children, decoded, by ids."""
    handle = client.get_workflow_handle(workflow_id)
    found = {workflow_id: await kept_of(handle)}
    for event in (await handle.fetch_history()).events:
        if event.HasField("child_workflow_execution_started_event_attributes"):
            child = event.child_workflow_execution_started_event_attributes.workflow_execution.workflow_id
            found |= await histories_below(client, child)
    return found


async def kept_of(handle: WorkflowHandle[Any, Any]) -> str:
    """Return all that the engine keeps of a workflow."""
    history = await handle.fetch_history()
    description = await handle.describe()
    texts = [text for event in history.events for text in _texts(event)]
    return "\n".join([*texts, handle.id, *_texts(description.raw_description)])


def _texts(message: Message) -> Iterator[str]:
    """Give every text in a message, those in its payloads as they were before they were encoded."""
    if isinstance(message, Payload):
        yield from _decoded(message.data)
        return
    for field, value in message.ListFields():
        if field.message_type is not None and field.message_type.GetOptions().map_entry:
            for key in value:
                yield str(key)
                yield from _texts(value[key]) if isinstance(value[key], Message) else [str(value[key])]
        else:
            for each in value if field.is_repeated else [value]:
                yield from _texts(each) if isinstance(each, Message) else [str(each)]


def _decoded(data: bytes) -> Iterator[str]:
    text = data.decode("utf-8", "replace")
    yield text
    try:
        yield from leaves(json.loads(text))
    except ValueError:
        return
