"""Everything about one cycle, for its page in the console and for the JSON API."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from models.inbox.receipts import ReceiptView, undecided_of_cycle
from models.kinds import kind_of
from models.queries.cycle.councils import CouncilLine, council_lines
from models.queries.cycle.decisions import DecisionLine, decisions_of_cycle
from models.queries.cycle.follow_up import (
    AuthorityLine,
    EvaluationLine,
    InitiativeLine,
    authority_of_cycle,
    evaluations_of_cycle,
    initiatives_of_cycle,
)
from models.queries.cycle.hearing import AnswerLine, hearing_answers
from models.queries.cycle.history import (
    EntryLine,
    Fact,
    LetterLine,
    MoveLine,
    VersionLine,
    entries_of_cycle,
    letters_of_cycle,
    moves_of_cycle,
    versions_of_cycle,
)
from models.queries.cycle.inquiries import InquiryLine, inquiries_of_cycle
from models.queries.cycle.overview import CycleLine, cycle_line
from models.tables import Cycle, Round
from workflows.rules.inquiries import InquiryKind
from workflows.rules.kinds import AgreementKind

__all__ = ["CyclePage", "EntryLine", "Fact", "LetterLine", "MoveLine", "VersionLine", "cycle_page"]


@dataclass(frozen=True, slots=True)
class CyclePage:
    """One cycle with all that belongs to it; `pending` are requests that are received and not decided yet.

    `kind` is the kind as frozen at the start, `adoption_on` the local date on which the text is to be adopted,
    `stage` the step of the round whose parties are asked now.
    """

    line: CycleLine
    kind: AgreementKind
    adoption_on: date | None
    out_of_basis_reason: str
    unreachable_reason: str
    is_public: bool
    closed_reason: str
    stage: int
    councils: tuple[CouncilLine, ...]
    decisions: tuple[DecisionLine, ...]
    versions: tuple[VersionLine, ...]
    inquiries: tuple[InquiryLine, ...]
    answers: tuple[AnswerLine, ...]
    authority: tuple[AuthorityLine, ...]
    initiatives: tuple[InitiativeLine, ...]
    evaluations: tuple[EvaluationLine, ...]
    letters: tuple[LetterLine, ...]
    moves: tuple[MoveLine, ...]
    history: tuple[EntryLine, ...]
    pending: tuple[ReceiptView, ...]

    @property
    def checked(self) -> int:
        """How many of the councils' decisions were compared with the minutes."""
        return sum(bool(council.decision and council.decision.checked_at) for council in self.councils)

    @property
    def names(self) -> dict[str, str]:
        """The names of councils and of those whom inquiries ask, by code."""
        asked = {each.code: each.name for inquiry in self.inquiries for each in inquiry.addressees}
        return asked | {council.code: council.name for council in self.councils}

    @property
    def hearings(self) -> tuple[InquiryLine, ...]:
        """The hearings, the newest first."""
        return tuple(each for each in self.inquiries if each.kind is InquiryKind.HEARING)

    @property
    def documents(self) -> frozenset[str]:
        """The SHA-256 of all that came with a request: minutes, hearing answers, letters, reports."""
        digests = {each.minutes_sha256 for each in self.decisions} | {each.sha256 for each in self.answers}
        digests |= {each.sha256 for each in self.authority} | {each.sha256 for each in self.evaluations}
        return frozenset(digest for digest in digests if digest)


def cycle_page(session: Session, cycle_id: str, *, today: date) -> CyclePage | None:
    """Return everything about a cycle as seen on the local date `today`, None where there is no such cycle."""
    line = cycle_line(session, cycle_id)
    if line is None:
        return None
    cycle = session.get_one(Cycle, cycle_id)
    round_ = session.get(Round, (cycle_id, line.round)) if line.round else None
    return CyclePage(
        line=line,
        kind=kind_of(cycle.definition),
        adoption_on=cycle.adoption_on,
        out_of_basis_reason=cycle.out_of_basis_reason,
        unreachable_reason=cycle.unreachable_reason,
        is_public=cycle.is_public,
        closed_reason=round_.closed_reason if round_ else "",
        stage=round_.stage if round_ else 0,
        councils=council_lines(session, round_=round_, today=today) if round_ else (),
        decisions=decisions_of_cycle(session, cycle_id),
        versions=versions_of_cycle(session, cycle),
        inquiries=inquiries_of_cycle(session, cycle_id),
        answers=hearing_answers(session, cycle_id),
        authority=authority_of_cycle(session, cycle_id),
        initiatives=initiatives_of_cycle(session, cycle_id),
        evaluations=evaluations_of_cycle(session, cycle_id),
        letters=letters_of_cycle(session, cycle_id),
        moves=moves_of_cycle(session, cycle_id),
        history=entries_of_cycle(session, cycle_id),
        pending=undecided_of_cycle(session, cycle_id),
    )
