"""Rows that repeat what an entry says: what people read of decisions and versions is what was recorded."""

from collections.abc import Iterator
from datetime import date
from enum import Enum

from sqlmodel import Session, select

from models.register.chain import Fact
from models.register.proof.entries import Entry, Telling
from models.register.proof.mirrored import MIRRORS, Mirror
from models.tables import Table


def faults_in_mirrors(session: Session, telling: Telling) -> Iterator[str]:
    """Give each row that says something else than its entry, is missing, or has none, as Danish sentences."""
    for mirror in MIRRORS:
        told = {key: each for each in telling.of_kind(mirror.kind) if (key := mirror.key_of_entry(each))}
        rows = {mirror.key_of_row(row): row for row in session.exec(select(mirror.table))}
        for key, entry in told.items():
            if key in rows:
                yield from _differences(mirror, rows[key], entry, telling)
            else:
                yield f"Post {entry.seq}: {mirror.what} mangler."
        if not mirror.may_wait:
            yield from (f"Der er ingen post om {mirror.what} nr. {key[0]}." for key in rows.keys() - told.keys())


def _differences(mirror: Mirror, row: Table, entry: Entry, telling: Telling) -> Iterator[str]:
    since = {column: name for column, name in mirror.since.items() if name in entry.facts}
    for column, name in (*mirror.facts.items(), *since.items()):
        if as_fact(getattr(row, column)) != entry.facts.get(name):
            yield _differs(mirror.what, entry, column)
    for column, told in mirror.also.items():
        if getattr(row, column) != told(entry):
            yield _differs(mirror.what, entry, column)
    for column, name in mirror.texts.items():
        if not telling.agrees(entry, name, getattr(row, column)):
            yield _differs(mirror.what, entry, column)


def as_fact(value: object) -> Fact:
    """Return what a row says as entries spell it."""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return ",".join(value)
    if value is None or isinstance(value, (str, int)):
        return value
    raise TypeError(repr(value))  # SQLite lets a tamperer put bytes where text was


def _differs(what: str, entry: Entry, column: str) -> str:
    return f"Post {entry.seq}: {what} siger noget andet end posten (»{column}«)."
