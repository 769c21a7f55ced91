"""What is wrong with a start that is not complete yet, so that each step hears of its own."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from sqlmodel import Session

from api.console.start.brought import faults_of_files
from api.console.start.form import FIELDS
from api.console.start.steps import CONTACTS
from api.forms import start_values
from api.parts import Parts
from models.faults import BadInput, Fault
from models.queries.choices import parts_of_kind
from models.start_checks import check_start
from models.starting import NewCycle, checked, read_new_cycle
from models.versions import read_new_version

LABEL: Final = "Første udgave"
_NEEDED: Final = frozenset({"kind", "region", "period_start"})


def faults_of_start(values: dict[str, str], parts: Parts) -> tuple[Fault, ...]:
    """Return all that is wrong with what was said so far; what is not said yet is wrong too."""
    new, faults = _as_far_as_said(values)
    if new is not None:
        with parts.database.read() as session:
            faults = (*faults, *_judged(session, new, parts.today))
    return (*faults, *faults_of_text(values, parts))


def faults_of_text(values: dict[str, str], parts: Parts) -> tuple[Fault, ...]:
    """Return what is wrong with the documents that were brought, and with their name."""
    with parts.database.read() as session:
        titles = parts_of_kind(session, values["kind"])
    try:
        read_new_version({"label": label_of(values)})
    except BadInput as error:
        return (*faults_of_files(values, titles, parts), *error.faults)
    return faults_of_files(values, titles, parts)


def label_of(values: Mapping[str, str]) -> str:
    """Return what the first version is called."""
    return values["label"].strip() or LABEL


def _as_far_as_said(values: Mapping[str, str]) -> tuple[NewCycle | None, tuple[Fault, ...]]:
    """Return what can be judged already, and what could not be read; None where the most needed is not said."""
    said = start_values({name: values[name] for name in FIELDS})
    try:
        return read_new_cycle(said), ()
    except BadInput as error:
        faults = error.faults
    wrong = {fault.field for fault in faults}
    if wrong & _NEEDED:
        return None, faults
    rest = {name: value for name, value in said.items() if name not in wrong}
    return read_new_cycle({"title": "–"} | rest), faults


def _judged(session: Session, new: NewCycle, today: date) -> tuple[Fault, ...]:
    try:
        basis = checked(session, new, today=today)
    except BadInput as error:
        return error.faults
    try:
        check_start(session, new, basis, today=today)
    except BadInput as error:
        # the region itself is known by now: what is wrong with it are its contacts
        return tuple(Fault(CONTACTS, each.message) if each.field == "region" else each for each in error.faults)
    return ()
