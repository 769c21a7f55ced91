"""Runs migrations on the connection that `models.schema` hands over; Alembic loads this file itself."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Enum
from sqlalchemy.engine import Connection
from sqlmodel import AutoString

from models.tables import UtcDateTime, metadata


def _plainly(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Spell our own column types as what they are in the database."""
    del autogen
    if kind != "type":
        return False
    if isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, Enum | AutoString):
        return f"sa.String(length={item.length})" if item.length else "sa.String()"
    return False


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        render_item=_plainly,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


_migrate(context.config.attributes["connection"])
