"""What a letter tells of the agreement itself: its kind, its plan, how its initiatives stand."""

from dataclasses import replace
from datetime import date
from typing import Final

from sqlmodel import Session

from activities.letters.facts.about_follow_up import authority_facts, open_initiatives, statuses_of
from activities.letters.facts.inquiry_shapes import AuthorityFacts, InitiativeLine, StatusFacts
from activities.letters.facts.shapes import LetterFacts, Office
from models.tables import Cycle
from workflows.contracts.letters import LetterOrder
from workflows.rules.calendar.danish import amid
from workflows.rules.council.quorum import Quorum
from workflows.rules.course.milestones import milestone_date
from workflows.rules.course.phases import Phase
from workflows.rules.kinds import AgreementKind
from workflows.rules.letters import LetterKind

# what only some letters say is gathered for them alone
_OF_THE_STATUS: Final = frozenset({LetterKind.STATUS_SUMMARY, LetterKind.STATUS_YEARLY, LetterKind.SUCCESSOR_DUE})
_OF_THE_AUTHORITY: Final = frozenset(
    {LetterKind.SUBMISSION_DUE, LetterKind.AUTHORITY_SILENT, LetterKind.CONFIRMED}
)


def cycle_facts(
    letter: LetterOrder,
    cycle: Cycle,
    kind: AgreementKind,
    office: Office,
    *,
    on: date,
) -> LetterFacts:
    """Return what is so of the agreement on the local date `on`, whomever the letter goes to."""
    return LetterFacts(
        kind=letter.kind,
        recipient=letter.recipient,
        title=cycle.title,
        is_example=cycle.is_example,
        period_start=cycle.period_start,
        period_end=cycle.period_end,
        office=office,
        drafted_by=amid(kind.drafted_by),
        needs_all=all(stage.quorum is Quorum.ALL for stage in kind.stages),
        is_confirmed_later=Phase.CONFIRMATION in kind.phases,
        planned_on=letter.planned_on,
        milestones=_milestones(kind, letter, cycle.period_start),
        adoption_on=cycle.adoption_on,
        is_adoption_past=cycle.adoption_on is not None and cycle.adoption_on < on,
    )


def with_follow_up(
    session: Session, letter: LetterOrder, facts: LetterFacts, kind: AgreementKind, *, on: date
) -> LetterFacts:
    """Return the facts with how the initiatives and the authority stand on the local date `on`."""
    return replace(
        facts,
        initiatives=_handed_over(session, letter, on),
        statuses=statuses_of(session, letter.cycle_id, on=on) if letter.kind in _OF_THE_STATUS else StatusFacts(),
        authority=_authority(session, letter, kind),
    )


def _handed_over(session: Session, letter: LetterOrder, on: date) -> tuple[InitiativeLine, ...]:
    """Return what the addressee takes over: all that was open when the agreement lapsed."""
    if letter.kind is not LetterKind.HANDED_OVER:
        return ()
    return open_initiatives(session, letter.cycle_id, on=on)


def _authority(session: Session, letter: LetterOrder, kind: AgreementKind) -> AuthorityFacts | None:
    if kind.authority is None or letter.kind not in _OF_THE_AUTHORITY:
        return None
    return authority_facts(session, letter, kind.authority)


def _milestones(kind: AgreementKind, letter: LetterOrder, period_start: date) -> tuple[str, ...]:
    return tuple(
        milestone.title
        for milestone in kind.milestones
        if milestone_date(milestone, period_start) == letter.planned_on
    )
