"""What a letter tells of its round: the meeting, how far the round has come."""

from datetime import date

from sqlmodel import Session, col, func, select

from activities.letters.facts.shapes import Tally
from models.agreements.cases import standings_of_round
from models.agreements.planning import plan_of
from models.tables import Letter
from workflows.contracts.letters import LetterOrder
from workflows.rules.letters import LetterState, Recipient


def meeting_of(session: Session, letter: LetterOrder, today: date) -> date | None:
    """Return the local date on which the council is known to decide; None where none is known."""
    if not letter.party or letter.recipient is Recipient.BODY:
        return None
    plan = plan_of(session, cycle_id=letter.cycle_id, round_number=letter.round, party=letter.party, today=today)
    return plan.waiting.meeting


def tally_of(session: Session, letter: LetterOrder) -> Tally:
    """Return how far the round has come, and what became of its letters to councils."""
    standings = standings_of_round(session, cycle_id=letter.cycle_id, round_number=letter.round)
    ended = select(Letter.state, func.count()).where(
        Letter.cycle_id == letter.cycle_id, Letter.round == letter.round, Letter.recipient == Recipient.CONTACT
    )
    if letter.party:
        ended = ended.where(Letter.party == letter.party)
    letters = dict(session.exec(ended.group_by(col(Letter.state))).all())
    return Tally(
        approved=sum(stands.counts for stands in standings.values()),
        parties=len(standings),
        sent=letters.get(LetterState.SENT, 0),
        undelivered=letters.get(LetterState.UNDELIVERABLE, 0),
    )
