"""What the engine must have before the first workflow starts: ten years' memory and our search attributes."""

from datetime import timedelta
from typing import Final

from google.protobuf.duration_pb2 import Duration
from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.namespace.v1 import NamespaceConfig
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest, ListSearchAttributesRequest
from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest, UpdateNamespaceRequest
from temporalio.client import Client

from workflows.naming import SEARCH_ATTRIBUTES

RETENTION: Final = timedelta(days=3650)
"""Counted from each workflow's own close: a council's case must outlive its cycle by far."""


async def prepare_namespace(client: Client) -> None:
    """Set the retention and create the search attributes that are missing."""
    await _add_search_attributes(client)
    await _set_retention(client)


async def retention_of(client: Client) -> timedelta:
    """Return for how long the namespace keeps closed workflows."""
    request = DescribeNamespaceRequest(namespace=client.namespace)
    answer = await client.workflow_service.describe_namespace(request)
    return answer.config.workflow_execution_retention_ttl.ToTimedelta()


async def missing_search_attributes(client: Client) -> "dict[str, IndexedValueType.ValueType]":
    """Return those of our search attributes that the namespace lacks, with the type that each must have."""
    listing = ListSearchAttributesRequest(namespace=client.namespace)
    known = (await client.operator_service.list_search_attributes(listing)).custom_attributes
    return {
        key.name: IndexedValueType.ValueType(key.indexed_value_type)
        for key in SEARCH_ATTRIBUTES
        if key.name not in known
    }


async def _add_search_attributes(client: Client) -> None:
    missing = await missing_search_attributes(client)
    if missing:
        request = AddSearchAttributesRequest(search_attributes=missing, namespace=client.namespace)
        await client.operator_service.add_search_attributes(request)


async def _set_retention(client: Client) -> None:
    if await retention_of(client) >= RETENTION:
        return
    duration = Duration()
    duration.FromTimedelta(RETENTION)
    config = NamespaceConfig(workflow_execution_retention_ttl=duration)
    request = UpdateNamespaceRequest(namespace=client.namespace, config=config)
    await client.workflow_service.update_namespace(request)
