"""What moving a deadline would cause: which reminders of which councils change."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from models.agreements.cases import standings_of_round
from models.agreements.planning import Plan, plans_of_round
from models.tables import Round, RoundParty
from workflows.rules.letters import LetterKind


@dataclass(frozen=True, slots=True)
class MovedReminder:
    """A council's next reminder of one sort before and after; the day is None where there is none."""

    kind: LetterKind
    old: date | None
    new: date | None


@dataclass(frozen=True, slots=True)
class CouncilMoves:
    """A council whose answer is awaited, and what becomes of its reminders.

    `code` is that of its municipality or region, or its own where it is no council.
    """

    code: str
    name: str
    reminders: tuple[MovedReminder, ...]


@dataclass(frozen=True, slots=True)
class MovePreview:
    """What a moved deadline would cause; dates are local."""

    old_deadline: date
    new_deadline: date
    councils: tuple[CouncilMoves, ...]


def preview_of_move(
    session: Session, *, cycle_id: str, round_number: int, deadline: date, today: date
) -> MovePreview:
    """Return what moving a round's deadline to the local date `deadline` would cause from `today` on."""
    round_ = session.get_one(Round, (cycle_id, round_number))
    old, new = (
        plans_of_round(session, cycle_id=cycle_id, round_number=round_number, today=today, deadline=day)
        for day in (None, deadline)
    )
    moves = tuple(
        CouncilMoves(party.code, party.name, _moved(old[party.code], new[party.code], today))
        for party in _awaited(session, round_)
    )
    return MovePreview(round_.deadline, deadline, moves)


def _awaited(session: Session, round_: Round) -> list[RoundParty]:
    stand = standings_of_round(session, cycle_id=round_.cycle_id, round_number=round_.number)
    parties = session.exec(
        select(RoundParty)
        .where(RoundParty.cycle_id == round_.cycle_id, RoundParty.round == round_.number)
        .order_by(col(RoundParty.position))
    )
    return [party for party in parties if party.stage == round_.stage and stand[party.code].is_awaited]


def _moved(old: Plan, new: Plan, today: date) -> tuple[MovedReminder, ...]:
    before, after = _next_of_each(old, today), _next_of_each(new, today)
    kinds = [kind for kind in LetterKind if kind in before or kind in after]
    return tuple(MovedReminder(kind, before.get(kind), after.get(kind)) for kind in kinds)


def _next_of_each(plan: Plan, today: date) -> dict[LetterKind, date]:
    days: dict[LetterKind, date] = {}
    for reminder in plan.reminders:
        if reminder.sent_on >= today:
            days.setdefault(reminder.kind, reminder.sent_on)
    return days
