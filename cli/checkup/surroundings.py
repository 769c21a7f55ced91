"""What stands around the store and the engine: mail, the public address, the disk, the backups."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from aiosmtplib import SMTP, SMTPException

from activities.smtp import Encryption
from cli import dependencies
from cli.checkup.check import Check, check_of
from cli.embedded.preflight import MEGABYTE
from cli.settings import Settings
from upkeep.backup import BadBackup, opened_backup

PATIENCE_SECONDS: Final = 10.0
ROOM: Final = 500 * MEGABYTE
OLDEST_BACKUP: Final = timedelta(hours=36)


async def check_of_mail(settings: Settings) -> Check:
    """Ask the mail server who it is, as for a mail, and send none."""
    password = settings.smtp_password
    server = SMTP(
        hostname=settings.smtp_host,
        port=settings.smtp_port,
        username=settings.smtp_username,
        password=password.get_secret_value() if password else None,
        use_tls=settings.smtp_encryption is Encryption.TLS,
        start_tls=settings.smtp_encryption is Encryption.STARTTLS,
        timeout=PATIENCE_SECONDS,
    )
    where = f"{settings.smtp_host}:{settings.smtp_port}"
    try:
        await server.connect()
        await server.ehlo()
    except (SMTPException, OSError) as error:
        found = f"Mailserveren {where} svarer ikke ({type(error).__name__})"
        return Check("mail", found, "Breve venter i op til fem dage: se AFTALEHJULET_SMTP_HOST og dens følge.")
    finally:
        server.close()
    return Check("mail", f"Mailserveren {where} svarer")


def check_of_address(settings: Settings) -> Check:
    """Look at where links lead."""
    is_well = settings.is_embedded or settings.base_url.startswith("https://")
    to_do = "Sæt en adresse med https:// i AFTALEHJULET_PUBLIC_URL: links og svar må ikke kunne læses undervejs."
    return check_of("public_url", f"Links fører til {settings.base_url}", is_well=is_well, to_do=to_do)


def checks_of_disk(settings: Settings) -> Iterator[Check]:
    """Look at the disk on which the embedded store lies; another one is looked after where it is."""
    if settings.is_embedded and settings.data_dir.exists():
        free = shutil.disk_usage(settings.data_dir).free
        found = f"{free // MEGABYTE} MB er ledige i {settings.data_dir}"
        yield check_of("disk", found, is_well=free >= ROOM, to_do="Ryd op, eller giv plads, før disken er fuld.")


def check_of_backups(folder: Path, now: datetime) -> Check:
    """Look for the newest backup in a folder that can be read from end to end; `now` is UTC."""
    taken = max(_taken_at(folder), default=None)
    to_do = f"Kør: aftalehjul backup {folder}/…zip, og sæt den til hver dag."
    if taken is None:
        return Check("backup", f"Der er ingen læselig sikkerhedskopi i {folder}", to_do)
    found = f"Den nyeste sikkerhedskopi i {folder} er fra {taken:%Y-%m-%d %H:%M} UTC"
    return check_of("backup", found, is_well=now - taken <= OLDEST_BACKUP, to_do=to_do)


def _taken_at(folder: Path) -> Iterator[datetime]:
    for file in folder.glob("*.zip"):
        with suppress(BadBackup, OSError), opened_backup(file) as backup:
            yield backup.manifest.taken_at


def checks_of_backups(folder: Path | None) -> Iterator[Check]:
    """Look at the backups where somebody told where they lie."""
    if folder is not None:
        yield check_of_backups(folder, dependencies.now())
