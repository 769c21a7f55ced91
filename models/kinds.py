"""Agreement kinds between TOML, the table that the office edits, and the rules."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError
from sqlmodel import Session, select

from models.database import Database
from models.tables import Kind
from workflows.rules.kinds import AgreementKind
from workflows.rules.phases import FINAL
from workflows.rules.reminders import ReminderPolicy
from workflows.rules.working_days import QuietPeriod

KINDS: Final = files("models") / "data" / "kinds"
_ADAPTER: Final = TypeAdapter(AgreementKind)
_DAYS_OF_MONTH: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class BadKind(ValueError):
    """A kind's definition cannot be used; the message names key and reason, and the file where there is one."""


class UnknownKind(LookupError):
    """No agreement kind has this code."""


def kind_of(definition: Mapping[str, Any]) -> AgreementKind:
    """Return the kind that `definition` (as read from TOML, JSON or the table) describes.

    Raises:
        BadKind: a key is unknown, missing or has a value that cannot be used.
    """
    if unknown := list(_unknown_keys(definition)):
        raise BadKind(f"ukendt felt: {', '.join(unknown)}")
    try:
        kind = _ADAPTER.validate_python(dict(definition))
    except ValidationError as error:
        raise BadKind(_first_fault(error)) from error
    for fault in _faults(kind):
        raise BadKind(fault)
    return kind


def definition_of(kind: AgreementKind) -> dict[str, Any]:
    """Return the kind as plain JSON values, from which `kind_of` makes the same kind again."""
    definition: dict[str, Any] = _ADAPTER.dump_python(kind, mode="json")
    return definition


def load_kinds(folder: Traversable = KINDS) -> tuple[AgreementKind, ...]:
    """Return the kinds of all TOML files in `folder`, by file name.

    Raises:
        BadKind: a file cannot be used; the message names file, key and reason.
    """
    paths = sorted((each for each in folder.iterdir() if each.name.endswith(".toml")), key=lambda path: path.name)
    return tuple(_load(path) for path in paths)


def seed_kinds(database: Database) -> None:
    """Put the kinds of the TOML files into the table; what the office has there already stays as it is."""
    with database.write_in_turn() as session:
        known = set(session.exec(select(Kind.code)))
        for kind in load_kinds():
            if kind.code not in known:
                session.add(Kind(code=kind.code, title=kind.title, definition=definition_of(kind)))


def kind_by_code(session: Session, code: str) -> AgreementKind:
    """Return the kind as the office has it now.

    Raises:
        UnknownKind: there is none with this code.
        BadKind: what the table holds cannot be used.
    """
    row = session.get(Kind, code)
    if row is None:
        raise UnknownKind(code)
    return kind_of(row.definition)


def _load(path: Traversable) -> AgreementKind:
    try:
        return kind_of(tomllib.loads(path.read_text(encoding="utf-8")))
    except (BadKind, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadKind(f"{path.name}: {error}") from error


def _unknown_keys(definition: Mapping[str, Any]) -> Iterator[str]:
    yield from _keys_beyond(AgreementKind, definition, "")
    yield from _keys_beyond(ReminderPolicy, definition.get("reminders"), "reminders.")
    quiet = definition.get("quiet")
    for number, period in enumerate(quiet if isinstance(quiet, Sequence) else ()):
        yield from _keys_beyond(QuietPeriod, period, f"quiet.{number}.")


def _keys_beyond(
    shape: type[AgreementKind | ReminderPolicy | QuietPeriod], value: object, prefix: str
) -> Iterator[str]:
    known = {field.name for field in fields(shape)}
    if isinstance(value, Mapping):
        yield from (f"{prefix}{key}" for key in value if key not in known)


def _first_fault(error: ValidationError) -> str:
    fault = error.errors(include_url=False, include_input=False)[0]
    key = ".".join(str(part) for part in fault["loc"])
    return f"{key}: {fault['msg']}"


def _faults(kind: AgreementKind) -> Iterator[str]:
    if not kind.phases or len(set(kind.phases)) < len(kind.phases) or FINAL & set(kind.phases):
        yield "phases: mindst én fase, hver kun én gang, og ingen afsluttende"
    counts = {"term_years": kind.term_years}
    counts |= {f"stages.{number}.days": stage.days for number, stage in enumerate(kind.stages)}
    counts |= {f"reminders.{each.name}": getattr(kind.reminders, each.name) for each in fields(ReminderPolicy)}
    yield from (f"{key}: skal være mindst 1" for key, value in counts.items() if value < 1)
    for period in kind.quiet:
        if not (_is_day(*period.first) and _is_day(*period.last)):
            yield "quiet: dage skrives som [måned, dag]"


def _is_day(month: int, day: int) -> bool:
    return 1 <= month <= len(_DAYS_OF_MONTH) and 1 <= day <= _DAYS_OF_MONTH[month - 1]
