"""Forgetting by rule, as the engine has it done."""

from datetime import UTC, datetime, timedelta

import pytest

from activities.forgetting import StoreArchive
from models.agreements.documents import is_stored, keep
from models.store.database import Database
from tests.activities.records import document
from workflows.contracts.privacy import Forgotten

NOW = datetime(2027, 12, 1, 3, tzinfo=UTC)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_has_been_kept_long_enough_is_forgotten_once(database: Database) -> None:
    old, young = document(1), document(2)
    for kept, days in ((old, 31), (young, 29)):
        keep(database, [kept], at=NOW - timedelta(days=days))
    archive = StoreArchive(database, lambda: NOW)
    assert archive.forget_by_rule() == Forgotten(traces=0, names=0, documents=1)
    assert archive.forget_by_rule() == Forgotten(traces=0, names=0, documents=0)
    with database.read() as session:
        assert (is_stored(session, old.sha256), is_stored(session, young.sha256)) == (False, True)
