"""What is said of a version, and the version as it was published."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from models.documents import NewDocument
from models.inbox import Receipt
from models.tables import Version
from request_types.faults import read_model
from request_types.payload import Line, Reason


class NewVersion(BaseModel):
    """What is said of a version; an editorial one needs its reason."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    label: Annotated[Line, Field(min_length=1)]
    editorial: bool = False
    reason: Reason = ""


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """A version as it was published; `created_at` is UTC, `receipt` that of its publication.

    `parts` are the documents of the agreement's further parts, where it has several.
    """

    number: int
    label: str
    filename: str
    sha256: str
    is_editorial: bool
    reason: str
    created_at: datetime
    receipt: Receipt
    parts: tuple[NewDocument, ...] = ()


def read_new_version(values: Mapping[str, object]) -> NewVersion:
    """Return what was said of a new version.

    Raises:
        BadInput: with every fault, as Danish sentences.
    """
    return read_model(NewVersion, values, fallbacks={})


def facts_of(version: Version, parts: tuple[NewDocument, ...], receipt: Receipt) -> VersionFacts:
    """Return a version's row, its further parts and its receipt as facts."""
    return VersionFacts(
        number=version.number,
        label=version.label,
        filename=version.filename,
        sha256=version.sha256,
        is_editorial=version.is_editorial,
        reason=version.reason,
        created_at=version.created_at,
        receipt=receipt,
        parts=parts,
    )
