"""In which phase a cycle goes on that the engine has lost: what was granted is followed."""

from collections.abc import Mapping
from typing import Final

from sqlmodel import Session, col, select

from models.cycle_log import correspondence, entered_at, granted_entry, is_granted_in_phase
from models.kinds import kind_of
from models.tables import Cycle, Inquiry, Round, RoundState
from workflows.rules.authority import AuthorityStep
from workflows.rules.inquiries import InquiryKind
from workflows.rules.kinds import AgreementKind
from workflows.rules.phases import Phase, back_to_the_text, following
from workflows.rules.requests import RequestKind

ENDS_THE_CYCLE: Final[Mapping[RequestKind, Phase]] = {
    RequestKind.CANCEL: Phase.CANCELLED,
    RequestKind.LAPSE: Phase.LAPSED,
}
ENDS_ITS_PHASE: Final[Mapping[Phase, RequestKind]] = {
    Phase.DRAFTING: RequestKind.RELEASE,
    Phase.ADOPTION: RequestKind.ADOPTION,
    Phase.CONFIRMATION: RequestKind.CONFIRM,
    Phase.EVALUATION: RequestKind.EVALUATION,
}


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
        return back_to_the_text(kind.phases)
    return _after_what_was_granted(session, cycle, kind)


def _has_fallen_with_its_text(cycle: Cycle, newest: Round | None, versions: int) -> bool:
    """Tell whether the round of this phase fell, and there is no newer text yet."""
    is_fallen = newest is not None and newest.state is RoundState.FALLEN and newest.version == versions
    return cycle.phase is Phase.APPROVAL and is_fallen


def _after_what_was_granted(session: Session, cycle: Cycle, kind: AgreementKind) -> Phase:
    if cycle.phase is Phase.SUBMISSION:
        return _after_the_authority(session, cycle, kind)
    ends = ENDS_ITS_PHASE.get(cycle.phase)
    is_over = ends is not None and is_granted_in_phase(session, cycle.id, ends)
    if is_over or (cycle.phase is Phase.HEARING and _is_heard(session, cycle)):
        return following(cycle.phase, kind.phases)
    return cycle.phase


def _after_the_authority(session: Session, cycle: Cycle, kind: AgreementKind) -> Phase:
    told = correspondence(session, cycle)
    if not told or not told[-1].step.is_answer:
        return cycle.phase
    if told[-1].step is AuthorityStep.OBJECTED:
        return back_to_the_text(kind.phases, left=Phase.SUBMISSION)
    return following(cycle.phase, kind.phases)


def _is_heard(session: Session, cycle: Cycle) -> bool:
    """Tell whether the hearing of this phase is closed."""
    mine = select(Inquiry.closed_at).where(
        Inquiry.cycle_id == cycle.id,
        Inquiry.kind == InquiryKind.HEARING,
        col(Inquiry.opened_at) >= entered_at(session, cycle),
    )
    closed = session.exec(mine).all()
    return bool(closed) and all(closed)
