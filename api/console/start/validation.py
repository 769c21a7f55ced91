"""What is wrong with a start that is not complete yet, so that each step hears of its own."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from sqlmodel import Session

from api.console.start.documents import faults_of_files
from api.console.start.form import FIELDS
from api.console.start.steps import CONTACTS
from api.dependencies import Dependencies
from api.forms.values import start_values
from models.agreements.start_checks import check_start
from models.agreements.starting import NewCycle, checked, read_new_cycle
from models.agreements.versions import read_new_version
from models.queries.start.choices import parts_of_kind
from request_types.faults import BadInput, Fault

LABEL: Final = "Første udgave"
_CHOICES: Final = frozenset({"kind", "region"})


def faults_of_start(values: dict[str, str], deps: Dependencies) -> tuple[Fault, ...]:
    """Return all that is wrong with what was said so far; what is not said yet is wrong too."""
    said = start_values({name: values[name] for name in FIELDS})
    faults = _faults_of_reading(said)
    wrong = {fault.field for fault in faults}
    if not wrong & _CHOICES:
        stand_ins = {"title": "–", "period_start": deps.today}
        new = read_new_cycle(stand_ins | {name: value for name, value in said.items() if name not in wrong})
        with deps.database.read() as session:
            faults = (*faults, *_judged(session, new, deps.today, is_dated="period_start" not in wrong))
    return (*faults, *faults_of_text(values, deps))


def faults_of_text(values: dict[str, str], deps: Dependencies) -> tuple[Fault, ...]:
    """Return what is wrong with the documents that were brought, and with their name."""
    with deps.database.read() as session:
        titles = parts_of_kind(session, values["kind"])
    try:
        read_new_version({"label": label_of(values)})
    except BadInput as error:
        return (*faults_of_files(values, titles, deps), *error.faults)
    return faults_of_files(values, titles, deps)


def label_of(values: Mapping[str, str]) -> str:
    """Return what the first version is called."""
    return values["label"].strip() or LABEL


def _faults_of_reading(said: Mapping[str, object]) -> tuple[Fault, ...]:
    try:
        read_new_cycle(said)
    except BadInput as error:
        return error.faults
    return ()


def _judged(session: Session, new: NewCycle, today: date, *, is_dated: bool) -> tuple[Fault, ...]:
    """Return what is wrong with a start; of one that has no first day only whether its choices exist."""
    try:
        basis = checked(session, new, today=today)
    except BadInput as error:
        return error.faults
    try:
        if is_dated:
            check_start(session, new, basis, today=today)
    except BadInput as error:
        # the region itself is known by now: what is wrong with it are its contacts
        return tuple(Fault(CONTACTS, each.message) if each.field == "region" else each for each in error.faults)
    return ()
