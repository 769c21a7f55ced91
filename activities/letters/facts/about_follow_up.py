"""What a letter tells of the follow-up: initiatives and how they stand, and the authority."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from sqlmodel import Session, col, select

from activities.letters.facts.addressees import Asked
from activities.letters.facts.inquiry_shapes import AuthorityFacts, InitiativeLine, StatusFacts
from models.directory.bodies import exists, heir_of
from models.tables import AuthorityEvent, Body, Initiative
from workflows.contracts.letters import LetterOrder
from workflows.rules.authority import AuthorityStep
from workflows.rules.follow_up import Progress
from workflows.rules.kinds import AuthorityTerms

_IN_TROUBLE: Final = frozenset({Progress.DELAYED, Progress.PAUSED})


def initiatives_of(session: Session, party: Asked, *, on: date) -> tuple[InitiativeLine, ...]:
    """Return the open initiatives that a body answers for on the local date `on`, by their numbers.

    What a body that has ended was to do is its successor's now.
    """
    codes = {party.code, party.body_code}
    found = _with_owner(session, party.cycle_id, on)
    return tuple(_line(each, owner) for each, code, owner in found if code in codes and not each.progress.is_final)


def open_initiatives(session: Session, cycle_id: str, *, on: date) -> tuple[InitiativeLine, ...]:
    """Return all initiatives of a cycle that have not come to an end, by their numbers."""
    found = _with_owner(session, cycle_id, on)
    return tuple(_line(each, owner) for each, _, owner in found if not each.progress.is_final)


def statuses_of(session: Session, cycle_id: str, *, on: date) -> StatusFacts:
    """Return how all initiatives of a cycle stand, and those that are delayed or paused."""
    found = tuple(_with_owner(session, cycle_id, on))
    counted = Counter(each.progress for each, _, _ in found)
    return StatusFacts(
        counts=tuple((progress.danish, counted[progress]) for progress in Progress if counted[progress]),
        troubled=tuple(_line(each, owner) for each, _, owner in found if each.progress in _IN_TROUBLE),
        unfinished=sum(not each.progress.is_final for each, _, _ in found),
    )


def newest_step(session: Session, cycle_id: str) -> AuthorityStep | None:
    """Return the newest step of the correspondence with the authority, None before it began."""
    newest = select(AuthorityEvent).where(AuthorityEvent.cycle_id == cycle_id)
    event = session.exec(newest.order_by(col(AuthorityEvent.id).desc())).first()
    return event.step if event else None


def authority_facts(session: Session, letter: LetterOrder, terms: AuthorityTerms) -> AuthorityFacts:
    """Return the authority, and until when it should have done what the letter is about."""
    sent = select(AuthorityEvent).where(
        AuthorityEvent.cycle_id == letter.cycle_id, AuthorityEvent.step == AuthorityStep.SUBMITTED
    )
    event = session.exec(sent.order_by(col(AuthorityEvent.id).desc())).first()
    if event is None:
        return AuthorityFacts(terms.name, terms.answer_days)
    answer_by = event.happened_on + timedelta(days=terms.answer_days)
    return AuthorityFacts(
        name=terms.name,
        answer_days=terms.answer_days,
        submitted_on=event.happened_on,
        answer_by=answer_by,
        owes_receipt=letter.planned_on is not None and letter.planned_on < answer_by,
    )


def _with_owner(session: Session, cycle_id: str, on: date) -> Iterator[tuple[Initiative, str, str]]:
    rows = select(Initiative, Body).join(Body, col(Body.code) == Initiative.owner_code)
    mine = rows.where(Initiative.cycle_id == cycle_id).order_by(col(Initiative.number))
    for initiative, body in session.exec(mine).all():
        owner = body if exists(body, on=on) else heir_of(session, body.code, on=on) or body
        yield initiative, owner.code, owner.name


def _line(initiative: Initiative, owner: str) -> InitiativeLine:
    return InitiativeLine(initiative.number, initiative.title, initiative.progress.danish, owner)
