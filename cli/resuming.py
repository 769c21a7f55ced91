"""Rebuilding what Temporal has lost, from the database."""

from activities.resuming import Resumed, resume_cycles
from cli.settings import Settings
from cli.temporal import connect_to_prepared_temporal, engine
from models.store.database import Database


async def resume_all(database: Database, settings: Settings) -> tuple[Resumed, ...]:
    """Give Temporal what it must have, and start every cycle that it does not know; return all that should run.

    Workers that run through the loss do not prepare it again, so whoever resumes does.

    Raises:
        EngineAway, RuntimeError, RPCError: Temporal does not answer.
    """
    await connect_to_prepared_temporal(settings)
    return await resume_cycles(database, engine(settings))
