"""One round through everything."""

from pathlib import Path

from cli.checkup.check import Check
from cli.checkup.engine import checks_of_engine
from cli.checkup.store import checks_of_store
from cli.checkup.surroundings import check_of_address, check_of_mail, checks_of_backups, checks_of_disk
from cli.settings import Settings


async def checks(settings: Settings, backups: Path | None) -> list[Check]:
    """Return what was found, in the order in which one would mend it."""
    return [
        *checks_of_store(settings),
        *await checks_of_engine(settings),
        await check_of_mail(settings),
        check_of_address(settings),
        *checks_of_disk(settings),
        *checks_of_backups(backups),
    ]
