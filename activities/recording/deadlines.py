"""Recording a moved deadline of a round, or the one that a round will get."""

from activities.recording.matter import Matter, Refused
from activities.recording.versions import BEFORE_THE_COUNCILS
from models.tables import DeadlineMove, Round
from models.working_calendar import end_of
from request_types import DeadlinePayload
from workflows.contracts.requests import Recorded


def record_deadline(matter: Matter) -> Recorded:
    """Move the open round's deadline, or before a round the one that it will get."""
    move = matter.payload(DeadlinePayload)
    if move.deadline <= matter.today:
        raise Refused("Den nye frist skal ligge efter i dag.")
    if matter.cycle.phase in BEFORE_THE_COUNCILS:
        matter.cycle.approval_deadline = move.deadline
        matter.session.add(matter.cycle)
        matter.enter({"new_deadline": move.deadline.isoformat()}, {"reason": move.reason})
        return matter.done()
    round_ = matter.open_round
    if move.deadline == round_.deadline:
        raise Refused("Fristen er den samme som før.")
    _move(matter, round_, move)
    return Recorded(
        matter.number,
        matter.request.kind,
        accepted=True,
        deadline=move.deadline,
        late_at=end_of(move.deadline),
    )


def _move(matter: Matter, round_: Round, move: DeadlinePayload) -> None:
    matter.session.add(
        DeadlineMove(
            request_id=matter.number,
            cycle_id=round_.cycle_id,
            round=round_.number,
            old_deadline=round_.deadline,
            new_deadline=move.deadline,
            reason=move.reason,
            moved_at=matter.at,
        )
    )
    facts = {"old_deadline": round_.deadline.isoformat(), "new_deadline": move.deadline.isoformat()}
    matter.enter({"round": round_.number, **facts}, {"reason": move.reason})
    round_.deadline = move.deadline
    matter.session.add(round_)
    if round_.stage == len(matter.kind.stages) - 1:  # an earlier stage's deadline is not the agreement's
        matter.cycle.approval_deadline = move.deadline
        matter.session.add(matter.cycle)
