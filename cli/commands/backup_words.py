"""What `aftalehjul backup` and `restore` say on the way and when they are done, to people and to programs."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from cli.embedded.restoring import KEY
from cli.settings import Settings
from models.register import Verification
from upkeep.backup import Manifest
from upkeep.backup.writing import Report

EMBEDDED_NEXT: Final = (
    "Kør så: aftalehjul up (Temporals gamle fil er lagt til side; forløbene genopbygges af sig selv)"
)
PRODUCTION_NEXT: Final = (
    "Tøm Temporals databaser, hvis de er nyere end kopien (docs/operations.md siger hvordan), start Temporal, "
    "og kør så: aftalehjul resume"
)


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
