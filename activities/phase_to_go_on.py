"""In which phase a cycle goes on that the engine has lost: what was granted is followed."""

from sqlmodel import Session, col, select

from models.agreements.cycle_log import correspondence, entered_at, granted_entry, is_granted_in_phase
from models.kinds import kind_of
from models.tables import Cycle, Inquiry, Round, RoundState
from workflows.rules.course.phases import Phase
from workflows.rules.course.transitions import (
    ENDS_THE_CYCLE,
    after_a_fallen_round,
    after_the_authority,
    following,
    what_ends,
)
from workflows.rules.inquiries import InquiryKind
from workflows.rules.kinds import AgreementKind


def phase_to_go_on_in(session: Session, cycle: Cycle, newest: Round | None, versions: int) -> Phase:
    """Return the phase to go on in; a text that fell is not put out once more.

    `newest` is the newest round, `versions` the number of the newest version.
    """
    if cycle.phase.is_final:
        return cycle.phase
    for request, ended in ENDS_THE_CYCLE.items():
        if granted_entry(session, cycle.id, request):
            return ended
    kind = kind_of(cycle.definition)
    if _has_fallen_with_its_text(cycle, newest, versions):
        return after_a_fallen_round(kind.phases, has_new_text=False)
    return _after_what_was_granted(session, cycle, kind)


def _has_fallen_with_its_text(cycle: Cycle, newest: Round | None, versions: int) -> bool:
    """Tell whether the round of this phase fell, and there is no newer text yet."""
    is_fallen = newest is not None and newest.state is RoundState.FALLEN and newest.version == versions
    return cycle.phase is Phase.APPROVAL and is_fallen


def _after_what_was_granted(session: Session, cycle: Cycle, kind: AgreementKind) -> Phase:
    if cycle.phase is Phase.SUBMISSION:
        return _after_the_authority(session, cycle, kind)
    ends = what_ends(cycle.phase)
    is_over = ends is not None and is_granted_in_phase(session, cycle.id, ends)
    if is_over or (cycle.phase is Phase.HEARING and _is_heard(session, cycle)):
        return following(cycle.phase, kind.phases)
    return cycle.phase


def _after_the_authority(session: Session, cycle: Cycle, kind: AgreementKind) -> Phase:
    told = correspondence(session, cycle)
    if not told or not told[-1].step.is_answer:
        return cycle.phase
    return after_the_authority(told[-1].step, kind.phases)


def _is_heard(session: Session, cycle: Cycle) -> bool:
    """Tell whether the hearing of this phase is closed."""
    mine = select(Inquiry.closed_at).where(
        Inquiry.cycle_id == cycle.id,
        Inquiry.kind == InquiryKind.HEARING,
        col(Inquiry.opened_at) >= entered_at(session, cycle),
    )
    closed = session.exec(mine).all()
    return bool(closed) and all(closed)
