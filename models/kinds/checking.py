"""What makes a kind impossible although each of its values may stand: Danish words, each with its key."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from models.kinds.measures import faults_of_days, faults_of_numbers, faults_of_quiet
from workflows.rules.course.phases import FINAL, Phase
from workflows.rules.kinds import AgreementKind, PartySelector

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
