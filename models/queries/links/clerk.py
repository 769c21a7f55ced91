"""What a council's link shows: its case, and what came of what it reported."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from models.agreements.cases import standing_of
from models.directory import ContactFacts, known_secretariat
from models.inbox.receipts import ReceiptView, receipts_of_maker
from models.kinds import kind_of
from models.queries.cycle.decisions import DecisionLine, decisions_of_round
from models.queries.documents.texts import PartLine, parts_of_version
from models.queries.links.invitations import InvitationFacts
from models.tables import Body, Cycle, Round, RoundParty, RoundState, Version
from workflows.rules.calendar.danish import amid
from workflows.rules.council.standing import Standing
from workflows.rules.course.phases import Phase


@dataclass(frozen=True, slots=True)
class ClerkPage:
    """A council's case in a round; dates are local.

    `council` is the council's own name, `authority` "Læsø Kommune", `drafted_by` the body that wrote the text, as
    it stands amid a sentence. `documents` are the text that is put to it, `decisions` its own, newest first.
    `is_asked_anew` tells that a later round asks it too, by another link.
    """

    cycle_id: str
    title: str
    phase: Phase
    is_example: bool
    round: int
    round_state: RoundState
    closed_reason: str
    deadline: date
    party: str
    party_name: str
    authority: str
    council: str
    drafted_by: str
    version: int
    version_label: str
    version_is_editorial: bool
    version_reason: str
    documents: tuple[PartLine, ...]
    standing: Standing
    decisions: tuple[DecisionLine, ...]
    receipts: tuple[ReceiptView, ...]
    secretariat: ContactFacts | None
    is_asked_anew: bool

    @property
    def is_open(self) -> bool:
        """Tell whether the council may answer."""
        return not self.phase.is_final and self.round_state in {RoundState.OPEN, RoundState.BLOCKED}

    @property
    def takes_corrections(self) -> bool:
        """Tell whether a correction is still filed, though the round is settled."""
        settled = self.round_state in {RoundState.SETTLED, RoundState.APPROVED}
        return settled and self.phase is Phase.CONFIRMATION

    @property
    def decision(self) -> DecisionLine | None:
        """The decision that the council's standing rests on."""
        return next((each for each in self.decisions if each.id == self.standing.decision), None)


def clerk_page(session: Session, invitation: InvitationFacts) -> ClerkPage:
    """Return the case that an invitation opens."""
    cycle, round_, party, council, version, is_asked_anew = _rows(session, invitation)
    decisions = decisions_of_round(session, cycle.id, round_.number)
    return ClerkPage(
        cycle_id=cycle.id,
        title=cycle.title,
        phase=cycle.phase,
        is_example=cycle.is_example,
        round=round_.number,
        round_state=round_.state,
        closed_reason=round_.closed_reason,
        deadline=round_.deadline,
        party=party.code,
        party_name=party.name,
        authority=party.title,
        council=council.name,
        drafted_by=amid(kind_of(cycle.definition).drafted_by),
        version=version.number,
        version_label=version.label,
        version_is_editorial=version.is_editorial,
        version_reason=version.reason,
        documents=parts_of_version(session, cycle, version),
        standing=standing_of(session, cycle_id=cycle.id, round_number=round_.number, party=party.code),
        decisions=tuple(each for each in decisions if each.party == party.code),
        receipts=receipts_of_maker(session, f"link:{invitation.id}"),
        secretariat=known_secretariat(session, cycle.region_code),
        is_asked_anew=is_asked_anew,
    )


def _rows(session: Session, invitation: InvitationFacts) -> tuple[Cycle, Round, RoundParty, Body, Version, bool]:
    later = aliased(RoundParty)
    is_asked_later = exists().where(
        col(later.cycle_id) == Cycle.id, col(later.code) == RoundParty.code, col(later.round) > RoundParty.round
    )
    rows: tuple[Cycle, Round, RoundParty, Body, Version, bool] = session.exec(
        select(Cycle, Round, RoundParty, Body, Version, is_asked_later)  # type: ignore[call-overload]  # five tables
        .join(Round, col(Round.cycle_id) == Cycle.id)
        .join(RoundParty, (col(RoundParty.cycle_id) == Cycle.id) & (col(RoundParty.round) == Round.number))
        .join(Body, col(Body.code) == RoundParty.body_code)
        .join(Version, (col(Version.cycle_id) == Cycle.id) & (col(Version.number) == Round.version))
        .where(Cycle.id == invitation.cycle_id, Round.number == invitation.round)
        .where(RoundParty.code == invitation.party)
    ).one()
    return rows
