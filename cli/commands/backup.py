"""Backup and restore: the whole store as one file, taken while everything runs."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from cli import dependencies
from cli.embedded.restoring import KEY, put_back
from cli.errors import CommandError
from cli.settings import Settings
from models.register import Verification
from upkeep.backup import (
    Backup,
    BadBackup,
    Manifest,
    StoreInUse,
    StoreNotEmpty,
    TargetExists,
    load,
    opened_backup,
    take,
)
from upkeep.backup.writing import Report

AsJson = Annotated[bool, typer.Option("--json", help="Til programmer")]
IN_USE: Final = (
    "Databasen er i brug. Stop web og workere (»aftalehjul up« med Ctrl-C) og alle andre, der er forbundet, "
    "og prøv igen."
)
NOT_EMPTY: Final = (
    "Der er allerede forløb eller medarbejdere i databasen. Skriv --erstat for at lægge kopien i stedet."
)
EMBEDDED_NEXT: Final = (
    "Kør så: aftalehjul up (Temporals gamle fil er lagt til side; forløbene genopbygges af sig selv)"
)
PRODUCTION_NEXT: Final = (
    "Tøm Temporals databaser, hvis de er nyere end kopien (docs/operations.md siger hvordan), start Temporal, "
    "og kør så: aftalehjul resume"
)


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(backup)
    app.command()(restore)


def backup(
    file: Annotated[Path, typer.Argument(metavar="FIL", help="Filen, der skrives, fx kopi.zip")],
    *,
    overskriv: Annotated[bool, typer.Option("--overskriv", help="Skriv oven i en fil, der er der")] = False,
    as_json: AsJson = False,
) -> None:
    """Tag en sikkerhedskopi af det hele i én fil, mens alt kører."""
    settings = Settings()
    if settings.is_new:
        raise CommandError(dependencies.NOT_CREATED)
    with progress("Tager kopi", is_quiet=as_json) as report:
        manifest = _taken(settings, file, report, may_overwrite=overskriv)
    told = account(manifest) | {"file": str(file), "bytes": file.stat().st_size}
    say(told, as_json=as_json, text=after_backup(told, settings))


def restore(
    file: Annotated[Path, typer.Argument(metavar="FIL", help="Filen, som »aftalehjul backup« skrev")],
    *,
    erstat: Annotated[bool, typer.Option("--erstat", help="Erstat det, der er i databasen nu")] = False,
    as_json: AsJson = False,
) -> None:
    """Læg en sikkerhedskopi ind i en tom database: det hele eller intet."""
    settings = Settings()
    with _read(file) as kept:
        with progress("Lægger kopien ind", is_quiet=as_json) as report:
            proof = _put_back(settings, kept, report, may_replace=erstat)
        manifest = kept.manifest
    told = account(manifest) | {"entries": proof.entries, "problems": list(proof.problems)}
    say(told, as_json=as_json, text=after_restore(manifest, proof, settings))
    if not proof.is_sound:
        raise CommandError(
            f"Kopien er lagt ind, men registeret var brudt, da den blev taget: {len(proof.problems)} fejl. "
            "Kør: aftalehjul register verify"
        )


def _taken(settings: Settings, file: Path, report: Report, *, may_overwrite: bool) -> Manifest:
    database = dependencies.database(settings)
    try:
        return take(
            database,
            file,
            at=dependencies.now(),
            report=report,
            link_key=_own_key(settings),
            may_overwrite=may_overwrite,
        )
    except TargetExists as error:
        raise CommandError(f"{file} findes allerede. Vælg et andet navn, eller skriv --overskriv.") from error
    except OSError as error:
        raise CommandError(f"{file} kan ikke skrives ({error.strerror}).") from error
    except LookupError as error:
        raise CommandError(dependencies.NOT_CREATED) from error
    except OperationalError as error:
        raise CommandError(dependencies.NO_DATABASE) from error
    finally:
        database.close()


def _own_key(settings: Settings) -> str | None:
    """Return the key that was made on this machine; a set one is kept by whoever set it."""
    path = settings.data_dir / KEY
    is_own = settings.is_embedded and not settings.link_keys and path.exists()
    return path.read_text().strip() if is_own else None


@contextmanager
def _read(file: Path) -> Iterator[Backup]:
    try:
        with opened_backup(file) as kept:
            yield kept
    except BadBackup as error:
        raise CommandError(f"{file}: {error}") from error
    except OSError as error:
        raise CommandError(f"{file} kan ikke læses ({error.strerror}).") from error


def _put_back(settings: Settings, kept: Backup, report: Report, *, may_replace: bool) -> Verification:
    try:
        if settings.is_embedded:
            return put_back(settings, kept, may_replace=may_replace, report=report)
        return _loaded(settings, kept, report, may_replace=may_replace)
    except StoreNotEmpty as error:
        raise CommandError(NOT_EMPTY) from error
    except StoreInUse as error:
        raise CommandError(IN_USE) from error
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", error)).partition("\n")[0]
        raise CommandError(f"Kopien kunne ikke lægges ind; databasen er, som den var ({reason}).") from error
    except OSError as error:
        raise CommandError(
            f"Kopien kunne ikke lægges ind; databasen er, som den var ({error.strerror})."
        ) from error


def _loaded(settings: Settings, kept: Backup, report: Report, *, may_replace: bool) -> Verification:
    database = dependencies.database(settings)
    try:
        return load(database, kept, may_replace=may_replace, report=report)
    finally:
        database.close()


def account(manifest: Manifest) -> dict[str, Any]:
    """Return what programs are told of a backup."""
    return {
        "taken_at": manifest.taken_at.isoformat(),
        "revision": manifest.revision,
        "rows": manifest.rows,
        "head": {"seq": manifest.head.seq, "hash": manifest.head.hash},
        "has_link_key": manifest.has_link_key,
    }


def after_backup(told: dict[str, Any], settings: Settings) -> list[str]:
    """Return what people are told of a backup that was taken."""
    key = "Nøglen, som linkene er signeret med, er med: gem filen, hvor kun I kan læse den."
    elsewhere = "Nøglerne i AFTALEHJULET_LINK_KEYS er ikke med: gem .env for sig."
    return [
        f"{told['rows']} rækker er skrevet til {told['file']} ({told['bytes']} bytes).",
        f"Hoved: nr. {told['head']['seq']}, {told['head']['hash']}",
        key if told["has_link_key"] else elsewhere if not settings.is_embedded or settings.link_keys else "",
    ]


def after_restore(manifest: Manifest, proof: Verification, settings: Settings) -> list[str]:
    """Return what people are told of a backup that was put back, and what they do next."""
    taken = manifest.taken_at.strftime("%Y-%m-%d %H:%M UTC")
    return [
        f"{manifest.rows} rækker fra {taken} er lagt ind; {proof.entries} poster er regnet efter.",
        *proof.problems,
        f"Hoved: nr. {manifest.head.seq}, {manifest.head.hash}",
        "Sammenlign med de nyeste kvitteringer, som rådene har: et højere nummer dér er ikke med i kopien.",
        _of_key(manifest, settings),
        EMBEDDED_NEXT if settings.is_embedded else PRODUCTION_NEXT,
    ]


def _of_key(manifest: Manifest, settings: Settings) -> str:
    if manifest.has_link_key and not settings.is_embedded:
        return f"Sæt nøglen fra filen {KEY} i kopien bagerst i AFTALEHJULET_LINK_KEYS, ellers dør de gamle links."
    if not manifest.has_link_key and settings.is_embedded and not settings.link_keys:
        return "Kopien har ingen nøgle: sæt AFTALEHJULET_LINK_KEYS som før, ellers dør de gamle links."
    return ""


def say(told: dict[str, Any], *, as_json: bool, text: list[str]) -> None:
    """Say it on standard output: one JSON object, or lines."""
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    for line in filter(None, text):
        Console(highlight=False, soft_wrap=True).print(line, markup=False)


@contextmanager
def progress(what: str, *, is_quiet: bool) -> Iterator[Report]:
    """Show people how far it is, on standard error; programs see nothing."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=is_quiet) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)
