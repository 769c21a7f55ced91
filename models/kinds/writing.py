"""Writes a kind as TOML, so that an office can take one out, change it and put it back."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from models.kinds.reading import definition_of
from workflows.rules.kinds import AgreementKind


def toml_of(kind: AgreementKind) -> str:
    """Return the kind as TOML, from which the same kind is read again; what has no value is left out."""
    return "\n".join(_table(definition_of(kind), "")) + "\n"


def _table(values: Mapping[str, Any], name: str) -> Iterator[str]:
    for key, value in values.items():
        if value is not None and not _is_deep(value):
            yield f"{key} = {_plain(value)}"
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield from ("", f"[{name}{key}]", *_table(value, f"{name}{key}."))
        elif _is_deep(value):
            for part in value:
                yield from ("", f"[[{name}{key}]]", *_table(part, f"{name}{key}."))


def _is_deep(value: object) -> bool:
    is_list_of_tables = isinstance(value, list) and any(isinstance(part, Mapping) for part in value)
    return isinstance(value, Mapping) or is_list_of_tables


def _plain(value: object) -> str:
    """Return a text, number, truth or list of them; TOML writes these as JSON does, but for one sign."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
