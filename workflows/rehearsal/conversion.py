"""Carries messages as everywhere; what is found out about their types is kept for all workflows of a rehearsal.

Temporal makes a converter for each workflow, and two more at each of its steps. In the sandbox each workflow has
types of its own, which must go with it; outside of it all workflows have the same.
"""

from dataclasses import replace
from typing import Final

from temporalio.contrib.pydantic import PydanticPayloadConverter
from temporalio.converter import CompositePayloadConverter, DataConverter

from workflows.client import DATA_CONVERTER

_ENCODINGS: Final = tuple(PydanticPayloadConverter().converters.values())


class SharingConverter(CompositePayloadConverter):
    """A converter whose making costs nothing."""

    def __init__(self) -> None:
        """Take what all others have."""
        super().__init__(*_ENCODINGS)


SHARING_DATA_CONVERTER: Final[DataConverter] = replace(DATA_CONVERTER, payload_converter_class=SharingConverter)
