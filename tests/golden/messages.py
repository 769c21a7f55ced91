"""Messages as Temporal carries them: one of each sort, filled in from its types, and the names they go by."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from temporalio import activity, workflow

from workflows.contracts import councils, cycles, digests, inquiries, letters, ports, privacy, requests, rounds
from workflows.naming import SEARCH_ATTRIBUTES
from workflows.rehearsal import contracts as rehearsal
from workflows.rehearsal.participant import Participant
from workflows.temporal.converter import DATA_CONVERTER
from workflows.temporal.roster import WORKFLOWS

MODULES: Final = (councils, cycles, digests, inquiries, letters, privacy, requests, rounds, rehearsal)
MESSAGES: Final = {
    name: each
    for module in MODULES
    for name, each in vars(module).items()
    if is_dataclass(each) and isinstance(each, type) and each.__module__ == module.__name__
}
PORTS: Final = (*vars(ports).values(), rehearsal.Imagination)
_PLAIN: Final[Mapping[type, object]] = {
    int: 7,
    bool: True,
    float: 0.5,
    date: date(2027, 12, 15),
    datetime: datetime(2027, 12, 15, 11, tzinfo=UTC),
    timedelta: timedelta(days=3),
}


def sample(kind: Any, name: str = "") -> Any:
    """Return a value of a type; a text is called by the `name` of its field."""
    inner = [sample(each, name) for each in get_args(kind) if each not in {NoneType, Ellipsis}]
    if inner:
        return inner[0] if get_origin(kind) in {Union, UnionType} else _gathered(get_origin(kind), inner)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    return filled(kind) if is_dataclass(kind) else {**_PLAIN, str: name}[kind]


def _gathered(kind: Any, inner: list[Any]) -> Any:
    return dict([inner]) if issubclass(kind, Mapping) else kind(inner)


def filled(message: Any) -> Any:
    """Return a message of a sort with all its fields filled in."""
    hints = get_type_hints(message)
    return message(
        **{field.name: sample(hints[field.name], field.name) for field in fields(message) if field.init}
    )


async def encoded(message: Any) -> Any:
    """Return what Temporal keeps of a message."""
    (payload,) = await DATA_CONVERTER.encode([message])
    return {"encoding": payload.metadata["encoding"].decode(), "data": json.loads(payload.data)}


async def decoded(kept: Any, kind: type) -> Any:
    """Return the message that Temporal kept, as a type."""
    payload = DATA_CONVERTER.payload_converter.to_payload(None)
    payload.metadata["encoding"] = kept["encoding"].encode()
    payload.data = json.dumps(kept["data"]).encode()
    (message,) = await DATA_CONVERTER.decode([payload], [kind])
    return message


def names() -> dict[str, Any]:
    """Return the names by which workflows, their handlers, activities and search attributes are known."""
    return {
        "workflows": dict(map(_of_workflow, (*WORKFLOWS, Participant))),
        "activities": sorted(_of_activities()),
        "search_attributes": {key.name: key.indexed_value_type.name for key in SEARCH_ATTRIBUTES},
    }


def _of_workflow(kind: type) -> tuple[str, dict[str, list[str]]]:
    definition = workflow._Definition.must_from_class(kind)  # the SDK tells names nowhere else
    handlers = {"signals": definition.signals, "queries": definition.queries, "updates": definition.updates}
    return str(definition.name), {
        sort: sorted(name for name in known if name and not name.startswith("__"))
        for sort, known in handlers.items()
    }


def _of_activities() -> Iterator[str]:
    for port in PORTS:
        for method in vars(port).values() if isinstance(port, type) else ():
            definition = activity._Definition.from_callable(method) if callable(method) else None
            if definition is not None and definition.name:
                yield definition.name
