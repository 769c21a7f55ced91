"""A rehearsal as it is read: in the terminal, by programs, in Excel, in a calendar and as mails."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import typer
from rich.console import Console

from cli.errors import CommandError
from cli.rehearsal.play import Rehearsal
from cli.rehearsal.writing.mail_files import write_mails
from cli.rehearsal.writing.sheet import sheet_of
from cli.rehearsal.writing.table import show

__all__ = ["Writing", "check_places", "write"]


@dataclass(frozen=True, slots=True)
class Writing:
    """How a rehearsal is to be told, and the files that are wanted besides."""

    as_json: bool = False
    csv: Path | None = None
    ics: Path | None = None
    mails: Path | None = None


def check_places(writing: Writing) -> None:
    """Check before the rehearsal that what is wanted can be written.

    Raises:
        CommandError: a file's folder does not exist, or the folder for mails holds something.
    """
    for file in (writing.csv, writing.ics):
        if file and not file.absolute().parent.is_dir():
            raise CommandError(f"Mappen {file.absolute().parent} findes ikke.")
        if file and file.is_dir():
            raise CommandError(f"{file} er en mappe; skriv navnet på en fil.")
    if writing.mails and writing.mails.exists() and not _is_empty_folder(writing.mails):
        raise CommandError(f"{writing.mails} er ikke tom. Vælg en tom eller ny mappe til mailene.")


def write(rehearsal: Rehearsal, writing: Writing, *, at: datetime) -> None:
    """Write the files, then tell of the rehearsal: who reads no further has them all; `at` (UTC) is now.

    Raises:
        CommandError: a file cannot be written.
    """
    _write_files(rehearsal, writing, at)
    if writing.as_json:
        from api.v1.schemas import Rehearsal as Schema  # noqa: PLC0415  # few ask for it, and it is slow

        typer.echo(json.dumps(Schema.model_validate(rehearsal.came).model_dump(mode="json"), ensure_ascii=False))
    else:
        show(rehearsal.came, Console(highlight=False))


def _write_files(rehearsal: Rehearsal, writing: Writing, at: datetime) -> None:
    if writing.csv:
        with _named(writing.csv):
            writing.csv.write_bytes(sheet_of(rehearsal.came))
    if writing.ics:
        from cli.rehearsal.writing.calendar import calendar_of  # noqa: PLC0415  # few ask for it, and it is slow

        with _named(writing.ics):
            writing.ics.write_bytes(calendar_of(rehearsal.came, at=at))
    if writing.mails:
        with _named(writing.mails):
            write_mails(rehearsal, writing.mails)


@contextmanager
def _named(place: Path) -> Iterator[None]:
    """Name what cannot be written; a disk that is full does not say which file it was."""
    try:
        yield
    except OSError as error:
        raise CommandError(f"{error.filename or place} kan ikke skrives: {error.strerror}.") from error


def _is_empty_folder(folder: Path) -> bool:
    return folder.is_dir() and not any(folder.iterdir())
