"""What councils remarked when they decided: gathered for whoever drafts the text."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlmodel import Session, col, select

from models.queries.cycle.hearing import HearingReport, hearing_report
from models.tables import Decision, RoundParty
from workflows.rules.council.outcomes import DecidedBy, Outcome

_SAY_SOMETHING: Final = (Outcome.APPROVED_WITH_REMARKS, Outcome.APPROVED_CONDITIONALLY, Outcome.REJECTED)


@dataclass(frozen=True, slots=True)
class CouncilRemark:
    """A decision that says more than yes, word for word; `entry` is its number in the register.

    `meeting_date` is local, `remarks` empty where a council said it all in `decision_text`; `is_late` tells that
    it came after the round.
    """

    round: int
    party: str
    name: str
    outcome: Outcome
    decided_by: DecidedBy
    meeting_date: date
    agenda_item: str
    decision_text: str
    remarks: str
    is_late: bool
    entry: int


@dataclass(frozen=True, slots=True)
class Remarks:
    """All remarks about a cycle's text: those of councils, the newest round first, and those of its hearings."""

    councils: tuple[CouncilRemark, ...]
    report: HearingReport


def remarks_of_cycle(session: Session, cycle_id: str) -> Remarks | None:
    """Return all remarks about a cycle's text, None where there is no such cycle."""
    report = hearing_report(session, cycle_id)
    return Remarks(_of_councils(session, cycle_id), report) if report else None


def _of_councils(session: Session, cycle_id: str) -> tuple[CouncilRemark, ...]:
    corrected = select(Decision.corrects).where(Decision.cycle_id == cycle_id, col(Decision.corrects).is_not(None))
    of_party = (col(RoundParty.cycle_id) == Decision.cycle_id) & (col(RoundParty.code) == Decision.party)
    query = (
        select(Decision, RoundParty.name)
        .join(RoundParty, of_party & (col(RoundParty.round) == Decision.round))
        .where(Decision.cycle_id == cycle_id, col(Decision.id).not_in(corrected))
        .where((col(Decision.remarks) != "") | col(Decision.outcome).in_(_SAY_SOMETHING))
        .order_by(col(Decision.round).desc(), col(RoundParty.position), col(Decision.id))
    )
    return tuple(_line(decision, name) for decision, name in session.exec(query))


def _line(decision: Decision, name: str) -> CouncilRemark:
    fields = {each: getattr(decision, each) for each in CouncilRemark.__slots__ if each != "name"}
    return CouncilRemark(**fields, name=name)
