"""What each step of a start shows."""

from collections.abc import Callable
from datetime import date
from typing import Final

from sqlmodel import Session

from api.console.start.form import PLACES, kept_places
from api.console.start.steps import FIELDS, Step
from api.console.start.suggestions import basis_of, known_of
from api.console.start.summary import summary_lines
from api.console.start.wording import ASSUMPTIONS, about_kind, phase_options
from models.agreements.start_relations import chooses_parties
from models.queries.start.choices import start_choices
from models.queries.start.contact_check import ContactCheck, contact_check
from models.queries.start.hints import agreement_of, plan_of_start, start_kinds
from workflows.rules.course.phases import Phase
from workflows.rules.kinds import AgreementKind

Values = dict[str, str]
Shown = dict[str, object]
View = Callable[[Session, Values, date], Shown]


def view_of(step: Step, session: Session, values: Values, *, today: date) -> Shown:
    """Return what a step shows beside the fields; before the first is done, nothing but the first can be shown."""
    return _VIEWS[step](session, values, today)


def _kind(session: Session, _values: Values, today: date) -> Shown:
    kinds = [(kind.code, kind.title, about_kind(kind, today=today)) for kind in start_kinds(session)]
    return {"kinds": kinds, "regions": start_choices(session).regions}


def _parties(session: Session, values: Values, today: date) -> Shown:
    known = known_of(session, values)
    assert known is not None
    chosen = _chosen(session, values, today)
    return {
        "kind": known.kind,
        "region": known.region,
        "check": contact_check(session, known.kind, known.region.code, today=today, chosen=chosen),
        "everybody": contact_check(session, known.kind, known.region.code, today=today),
        "chosen": chosen,
        "chooses": chooses_parties(known.kind),
        "phases": phase_options(known.kind),
    }


def _text(session: Session, values: Values, today: date) -> Shown:
    known = known_of(session, values)
    assert known is not None
    return {
        "kind": known.kind,
        "places": _places(known.kind, values),
        "asks_reason": _is_out_of_basis(known.kind, values, today),
        "running": agreement_of(session, known.kind, known.region.code),
    }


def _calendar(session: Session, values: Values, today: date) -> Shown:
    said = basis_of(session, values, today=today)
    known = said or basis_of(session, values | dict.fromkeys(FIELDS[Step.CALENDAR], ""), today=today)
    assert known is not None
    kind, plan = known[1].kind, plan_of_start(session, *said, today=today) if said else None
    coming = kind.phases[kind.phases.index(known[1].start_phase) :]
    return {
        "kind": kind,
        "plan": plan,
        "asks_councils": Phase.APPROVAL in coming,
        "has_adoption": Phase.ADOPTION in coming,
        "asks_reason": bool(plan and plan.unreachable),
    }


def _rehearsal(session: Session, values: Values, today: date) -> Shown:
    names = [(party.code, party.name) for party in _check(session, values, today).parties]
    assumed = dict(line.split(":", 1) for line in values["assume"].splitlines() if ":" in line)
    return {"names": names, "assumptions": ASSUMPTIONS, "assumed": assumed}


def _last_look(session: Session, values: Values, today: date) -> Shown:
    known = basis_of(session, values, today=today)
    lines, sentence = summary_lines(values, known, _check(session, values, today)) if known else ((), "")
    return {"lines": lines, "sentence": sentence}


def _check(session: Session, values: Values, today: date) -> ContactCheck:
    known = known_of(session, values)
    assert known is not None
    chosen = _chosen(session, values, today)
    return contact_check(session, known.kind, known.region.code, today=today, chosen=chosen)


def _chosen(session: Session, values: Values, today: date) -> tuple[str, ...]:
    known = basis_of(session, values, today=today)
    return known[1].parties if known else tuple(values["parties"].splitlines())


def _places(kind: AgreementKind, values: Values) -> list[tuple[str, str]]:
    """Return the fields for the documents and what is wanted there; one that was kept is never hidden."""
    titles = [f"Filen med {part}" for part in kind.parts] or ["Aftaleteksten"]
    kept = [number for number in kept_places(values) if number >= len(titles)]
    return [(PLACES[number], title) for number, title in enumerate(titles)] + [
        (PLACES[number], "En fil for meget") for number in kept
    ]


def _is_out_of_basis(kind: AgreementKind, values: Values, today: date) -> bool:
    return kind.legal_until is not None and max(values["period_start"], today.isoformat()) > str(kind.legal_until)


_VIEWS: Final[dict[Step, View]] = {
    Step.KIND: _kind,
    Step.PARTIES: _parties,
    Step.TEXT: _text,
    Step.CALENDAR: _calendar,
    Step.REHEARSAL: _rehearsal,
    Step.CHECK: _last_look,
}
