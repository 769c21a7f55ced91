"""Rewrites the agreement kinds that lie in the database as JSON when their shape changes."""

import json
from collections.abc import Callable
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

Definition = dict[str, Any]
HOLDERS: Final = (("kind", "code"), ("cycle", "id"))
_STAGE: Final = {"parties": "parties", "quorum": "quorum", "approval_days": "days"}


def rewrite_definitions(connection: Connection, rewritten: Callable[[Definition], Definition]) -> None:
    """Give every kind and every cycle the `rewritten` form of the definition that it holds."""
    for table, key in HOLDERS:
        holder = sa.table(table, sa.column(key, sa.String), sa.column("definition", sa.JSON))
        for code, definition in connection.execute(sa.select(holder.c[key], holder.c.definition)).all():
            plain = json.loads(definition) if isinstance(definition, str) else definition
            new = sa.update(holder).where(holder.c[key] == code).values(definition=rewritten(plain))
            connection.execute(new)


def in_stages(definition: Definition) -> Definition:
    """Return a kind that asked all its parties at once as one whose round has a single stage."""
    if "stages" in definition:
        return definition
    stage = {new: definition[old] for old, new in _STAGE.items() if old in definition}
    kept = {name: value for name, value in definition.items() if name not in _STAGE}
    return kept | {"stages": [stage]}


def in_one_step(definition: Definition) -> Definition:
    """Return a kind as it was before rounds had stages; of several stages the last one stays."""
    kept = ("code", "title", "legal_basis", "phases", "term_years", "legal_until", "reminders", "quiet")
    stage = definition["stages"][-1]
    plain = {name: definition[name] for name in kept if name in definition}
    return plain | {old: stage[new] for old, new in _STAGE.items() if new in stage}
