"""Finds keys that nobody would read, however deep they lie: a misspelt key must not pass in silence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_type_hints


def unknown_keys(shape: type[Any], value: object, prefix: str = "") -> Iterator[str]:
    """Yield the keys of `value` that the dataclass `shape` has not: "farve", "hearing.farve", "stages.0.farve"."""
    if not isinstance(value, Mapping):
        return
    known = {field.name for field in fields(shape)}
    yield from (f"{prefix}{key}" for key in value if key not in known)
    for name, hint in get_type_hints(shape).items():
        for inner in _shapes_in(hint):
            yield from _of_part(inner, value.get(name), f"{prefix}{name}.")


def _of_part(shape: type[Any], value: object, prefix: str) -> Iterator[str]:
    if isinstance(value, Sequence) and not isinstance(value, str):
        for number, part in enumerate(value):
            yield from unknown_keys(shape, part, f"{prefix}{number}.")
    else:
        yield from unknown_keys(shape, value, prefix)


def _shapes_in(hint: object) -> Iterator[type[Any]]:
    if isinstance(hint, type) and is_dataclass(hint):
        yield hint
    for part in get_args(hint):
        yield from _shapes_in(part)
