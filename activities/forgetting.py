"""Forgetting by rule in the store."""

from collections.abc import Callable
from dataclasses import astuple
from datetime import datetime
from typing import Final

from temporalio import activity

from activities.redaction import redacted
from models.calendar import local_day
from models.store.database import Database
from upkeep.privacy import retain
from workflows.contracts.ports import Archive
from workflows.contracts.privacy import Forgotten


class StoreArchive(Archive):
    """Knows the store; `clock` returns the UTC instant."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database: Final = database
        self._clock: Final = clock

    @activity.defn(name="Slet efter regel")
    def forget_by_rule(self) -> Forgotten:
        """Forget what the rules of retention no longer let us keep; once more changes nothing."""
        at = self._clock()
        with redacted("sletning"):
            done = retain(self._database, at=at, today=local_day(at))
        return Forgotten(*astuple(done))
