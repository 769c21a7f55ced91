"""What makes a kind impossible although each of its values may stand: Danish words, each with its key."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Final

from workflows.rules.calendar.working_days import QuietPeriod
from workflows.rules.course.phases import FINAL, Phase
from workflows.rules.kinds import AgreementKind, PartySelector

LARGEST_NUMBER: Final = 3660
LEAST_OPEN_DAYS: Final = 60
_MAY_BE_NEVER: Final = frozenset({"follow_up.committee_every", "follow_up.councils_every"})
_DAYS_OF_MONTH: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LEAP_DAY: Final = (2, 29)
_WITH_ELECTIONS, _WITHOUT = date(2025, 1, 1), date(2026, 1, 1)
_DAYS_OF_YEAR: Final = 365
SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_CODE: Final = 40
LONGEST_TEXT: Final = 100
_COUNCILS: Final = frozenset(
    {
        PartySelector.REGION_AND_MUNICIPALITIES,
        PartySelector.MUNICIPALITIES,
        PartySelector.REGION,
        PartySelector.CHOSEN,
    }
)
_APART: Final = frozenset({PartySelector.MUNICIPALITIES, PartySelector.REGION})


def faults_of_numbers(kind: AgreementKind) -> Iterator[str]:
    """Yield the numbers of days, months, years and times that are too small or beyond all measure."""
    for key, number in _numbers_in(kind, ""):
        least = 0 if key in _MAY_BE_NEVER else 1
        if number < least:
            yield f"{key}: skal være mindst {least}"
        if number > LARGEST_NUMBER:
            yield f"{key}: er for stort; højst {LARGEST_NUMBER}"


def _numbers_in(value: object, prefix: str) -> Iterator[tuple[str, int]]:
    """Yield every number of days, months, years or times by its key; days of a calendar are judged elsewhere."""
    if isinstance(value, int) and not isinstance(value, bool):
        yield prefix, value
    elif is_dataclass(value):
        for each in fields(value):
            yield from _numbers_in(getattr(value, each.name), f"{prefix}.{each.name}".lstrip("."))
    elif isinstance(value, tuple):
        for number, part in enumerate(value):
            if is_dataclass(part):
                yield from _numbers_in(part, f"{prefix}.{number}")


def faults_of_days(kind: AgreementKind) -> Iterator[str]:
    """Yield the days of the year that no year has, and milestones of which nobody knows when they are."""
    anchors = {f"milestones.{number}.fixed_on": each.fixed_on for number, each in enumerate(kind.milestones)}
    anchors["approval_deadline_on"] = kind.approval_deadline_on
    for key, anchor in anchors.items():
        if anchor is not None and not (_is_day(*anchor) and anchor != _LEAP_DAY):
            yield f"{key}: skrives som [måned, dag], en dag som hvert år har"
    for number, each in enumerate(kind.milestones):
        if (each.months_before is None) == (each.fixed_on is None):
            yield f"milestones.{number}: skal have netop én af months_before og fixed_on"


def faults_of_quiet(kind: AgreementKind) -> Iterator[str]:
    """Yield quiet periods that no year has, and those that leave no time to remind anybody."""
    wrong = [
        f"quiet.{number}: dage skrives som [måned, dag]"
        for number, period in enumerate(kind.quiet)
        if not (_is_day(*period.first) and _is_day(*period.last))
    ]
    yield from wrong
    if (
        not wrong
        and min(_open_days(kind.quiet, _WITH_ELECTIONS), _open_days(kind.quiet, _WITHOUT)) < LEAST_OPEN_DAYS
    ):
        yield f"quiet: mindst {LEAST_OPEN_DAYS} dage om året skal være uden stilleperiode"


def _open_days(quiet: tuple[QuietPeriod, ...], new_year: date) -> int:
    days = (new_year + timedelta(days=number) for number in range(_DAYS_OF_YEAR))
    return sum(not any(period.holds(day) for period in quiet) for day in days)


def _is_day(month: int, day: int) -> bool:
    return 1 <= month <= len(_DAYS_OF_MONTH) and 1 <= day <= _DAYS_OF_MONTH[month - 1]


def faults_of(kind: AgreementKind) -> Iterator[str]:
    """Yield what is wrong with the kind: "stages.0.days: skal være mindst 1"."""
    yield from _faults_of_texts(kind)
    yield from _faults_of_phases(kind)
    yield from _faults_of_parties(kind)
    yield from faults_of_numbers(kind)
    yield from faults_of_days(kind)
    yield from faults_of_quiet(kind)


def _faults_of_texts(kind: AgreementKind) -> Iterator[str]:
    if not SLUG.fullmatch(kind.code) or len(kind.code) > LONGEST_CODE:
        yield f"code: højst {LONGEST_CODE} små bogstaver a-z, cifre og bindestreger"
    for key, text in _texts(kind).items():
        if not text.strip():
            yield f"{key}: skal udfyldes"
        elif len(text) > LONGEST_TEXT:
            yield f"{key}: højst {LONGEST_TEXT} tegn"
    if len({part.casefold() for part in kind.parts}) < len(kind.parts):
        yield "parts: hver del kun én gang"


def _texts(kind: AgreementKind) -> dict[str, str]:
    texts = {"title": kind.title, "legal_basis": kind.legal_basis, "drafted_by": kind.drafted_by}
    texts |= {f"parts.{number}": part for number, part in enumerate(kind.parts)}
    texts |= {f"milestones.{number}.title": each.title for number, each in enumerate(kind.milestones)}
    return texts | ({"authority.name": kind.authority.name} if kind.authority is not None else {})


def _faults_of_phases(kind: AgreementKind) -> Iterator[str]:
    phases = kind.phases
    if not phases or len(set(phases)) < len(phases) or FINAL & set(phases):
        yield "phases: mindst én fase, hver kun én gang, og ingen afsluttende"
    elif list(phases) != _in_order(phases):
        yield "phases: står ikke i deres rækkefølge"
    if Phase.CONFIRMATION in phases and Phase.APPROVAL not in phases:
        yield f"phases: {Phase.CONFIRMATION} forudsætter {Phase.APPROVAL}"
    if Phase.HEARING in phases and Phase.ADOPTION not in phases:
        yield f"phases: {Phase.HEARING} forudsætter {Phase.ADOPTION}, hvor teksten rettes til efter svarene"
    if Phase.APPROVAL in phases and not kind.stages:
        yield f"stages: mangler, men fasen {Phase.APPROVAL} findes"
    if Phase.HEARING in phases and kind.hearing is None:
        yield f"hearing: mangler, men fasen {Phase.HEARING} findes"
    if Phase.SUBMISSION in phases and kind.authority is None:
        yield f"authority: mangler, men fasen {Phase.SUBMISSION} findes"


def _in_order(phases: Sequence[Phase]) -> list[Phase]:
    """Return the phases in their natural order, but an authority that is asked before the text stands stays there.

    That is before the adoption, or before the approval.
    """
    ordered = [phase for phase in Phase if phase in phases]
    for later in (Phase.ADOPTION, Phase.APPROVAL):
        if Phase.SUBMISSION in phases and later in phases and _comes_first(phases, Phase.SUBMISSION, later):
            ordered.remove(Phase.SUBMISSION)
            ordered.insert(ordered.index(later), Phase.SUBMISSION)
            break
    return ordered


def _comes_first(phases: Sequence[Phase], one: Phase, other: Phase) -> bool:
    return phases.index(one) < phases.index(other)


def _faults_of_parties(kind: AgreementKind) -> Iterator[str]:
    asked = tuple(stage.parties for stage in kind.stages)
    if any(_overlap(*pair) for pair in combinations(asked, 2)):
        yield "stages: de samme parter spørges i flere led"
    if kind.hearing is not None:
        if not kind.hearing.parties:
            yield "hearing.parties: mindst én"
        if any(_overlap(*pair) for pair in combinations(kind.hearing.parties, 2)):
            yield "hearing.parties: de samme parter står der to gange"


def _overlap(one: PartySelector, other: PartySelector) -> bool:
    return one is other or ({one, other} <= _COUNCILS and {one, other} != _APART)
