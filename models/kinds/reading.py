"""Reads an agreement kind from TOML, JSON or the table, and names file, key and reason of what is wrong."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final, get_args, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from models.kinds.checking import faults_of
from workflows.rules.kinds import AgreementKind

KINDS: Final = files("models") / "data" / "kinds"
_ADAPTER: Final = TypeAdapter(AgreementKind)
_WHOLE_NUMBER: Final = "skal være et helt tal"
_LINE: Final = re.compile(r"at line (\d+)")
_DATE: Final = "skal være en dato som 2026-12-31"
_REASONS: Final = {
    "missing": "mangler",
    "int_type": _WHOLE_NUMBER,
    "int_parsing": _WHOLE_NUMBER,
    "int_from_float": _WHOLE_NUMBER,
    "string_type": "skal være tekst",
    "bool_type": "skal være true eller false",
    "bool_parsing": "skal være true eller false",
    "tuple_type": "skal være en liste",
    "dataclass_type": "skal være en tabel med felter",
    "too_long": "har for mange led",
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
}


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


class BadKind(ValueError):
    """A kind's definition cannot be used; the message names key and reason, and the file where there is one."""


def kind_of(definition: Mapping[str, Any]) -> AgreementKind:
    """Return the kind that `definition` (as read from TOML, JSON or the table) describes.

    Raises:
        BadKind: a key is unknown, missing or has a value that cannot be used, or the parts do not fit together.
    """
    # every letter and every plan asks for its cycle's kind: what was read once is read no more
    return _read(json.dumps(definition, default=_plain))


@lru_cache(maxsize=64)
def _read(text: str) -> AgreementKind:
    definition = json.loads(text)
    if unknown := list(unknown_keys(AgreementKind, definition)):
        raise BadKind(f"ukendt felt: {', '.join(unknown)}")
    try:
        kind = _ADAPTER.validate_python(definition)
    except ValidationError as error:
        raise BadKind(_told(error)) from error
    for fault in faults_of(kind):
        raise BadKind(fault)
    return kind


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def definition_of(kind: AgreementKind) -> dict[str, Any]:
    """Return the kind as plain JSON values, from which `kind_of` makes the same kind again."""
    definition: dict[str, Any] = _ADAPTER.dump_python(kind, mode="json")
    return definition


def load_kinds(folder: Traversable = KINDS) -> tuple[AgreementKind, ...]:
    """Return the kinds of all TOML files in `folder`, by file name.

    Raises:
        BadKind: a file cannot be used; the message names file, key and reason.
    """
    paths = sorted((each for each in folder.iterdir() if each.name.endswith(".toml")), key=lambda path: path.name)
    return tuple(read_kind_file(path) for path in paths)


def packaged_kind(code: str) -> AgreementKind:
    """Return the kind that comes with the program, untouched by the office.

    Raises:
        LookupError: none that comes with it has this code.
    """
    for kind in _packaged_kinds():
        if kind.code == code:
            return kind
    raise LookupError(code)


@cache
def _packaged_kinds() -> tuple[AgreementKind, ...]:
    return load_kinds()


def read_kind_file(path: Traversable) -> AgreementKind:
    """Return the kind that a TOML file describes.

    Raises:
        BadKind: the file cannot be used; the message names file, key and reason.
        OSError: the file cannot be opened.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadKind(f"{path.name}: filen er ikke UTF-8") from error
    try:
        return read_kind_text(text)
    except BadKind as error:
        raise BadKind(f"{path.name}: {error}") from error


def read_kind_text(text: str) -> AgreementKind:
    """Return the kind that a text of TOML describes.

    Raises:
        BadKind: the text cannot be used; the message names key and reason, or the line.
    """
    try:
        definition = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also a number or a nesting beyond all measure
        raise BadKind(f"filen kan ikke læses som TOML (linje {_line_of(error, text)})") from error
    return kind_of(definition)


def _line_of(error: Exception, text: str) -> int:
    """Return the line that the parser names in English; the last one where the text ends too early."""
    found = _LINE.search(str(error))
    return int(found.group(1)) if found else len(text.splitlines())


def _told(error: ValidationError) -> str:
    detail = error.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(str(part) for part in detail['loc'])}: {_reason(detail)}"


def _reason(detail: ErrorDetails) -> str:
    if detail["type"] == "enum":
        return f"kendes ikke; vælg en af {detail['ctx']['expected'].replace(' or ', ', ')}"
    return _REASONS.get(detail["type"], "har en værdi, der ikke kan bruges")
