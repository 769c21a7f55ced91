"""Carries messages as JSON, dates and frozen dataclasses included: the same on client, worker, replayer, in tests.

Temporal makes a payload converter for each workflow, and two more at each of its steps. Ours share their
encodings, and with them what was found out about the types of messages: those are the same in all workflows of a
process, since our modules pass through the sandbox.
"""

from dataclasses import replace
from typing import Final

from temporalio.contrib.pydantic import PydanticPayloadConverter, pydantic_data_converter
from temporalio.converter import CompositePayloadConverter, DataConverter

_ENCODINGS: Final = tuple(PydanticPayloadConverter().converters.values())


class SharingPayloadConverter(CompositePayloadConverter):
    """A payload converter whose making costs nothing."""

    def __init__(self) -> None:
        """Take the encodings that all others have."""
        super().__init__(*_ENCODINGS)


DATA_CONVERTER: Final[DataConverter] = replace(
    pydantic_data_converter, payload_converter_class=SharingPayloadConverter
)
