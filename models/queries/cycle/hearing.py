"""What the hearings brought: answers, their remarks and what became of each (høringsnotat)."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from models.queries.cycle.inquiries import InquiryLine, inquiries_of_cycle
from models.queries.cycle.overview import CycleLine, cycle_line
from models.tables import HearingAnswer, InquiryParty, Remark
from workflows.rules.inquiries import InquiryKind
from workflows.rules.remarks import RemarkVerdict


@dataclass(frozen=True, slots=True)
class RemarkLine:
    """A remark of an answer, and what became of it."""

    id: int
    paragraph: str
    text: str
    verdict: RemarkVerdict
    reason: str


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """An answer to a hearing; `recorded_at` is UTC, `entry` its number in the register.

    `who` is whom it comes from, `also_for` the names of those that it speaks for as well. `is_replaced` tells
    that the same body has answered anew since.
    """

    id: int
    slug: str
    party: str
    who: str
    also_for: tuple[str, ...]
    text: str
    sha256: str | None
    has_remarks: bool
    reported_by: str
    is_late: bool
    is_replaced: bool
    entry: int
    recorded_at: datetime
    remarks: tuple[RemarkLine, ...]


@dataclass(frozen=True, slots=True)
class HearingReport:
    """All hearings of a cycle; `answers` are those that stand, in the order in which they came."""

    line: CycleLine
    hearings: tuple[InquiryLine, ...]
    answers: tuple[AnswerLine, ...]

    @property
    def asked(self) -> int:
        """How many were asked, each once however many hearings there were."""
        return len({each.code for hearing in self.hearings for each in hearing.addressees})

    @property
    def silent(self) -> tuple[str, ...]:
        """The names of those who were asked and answered in no hearing, in the order of the list."""
        heard = {each.code for hearing in self.hearings for each in hearing.addressees if each.answered_at}
        asked = {each.code: each.title for hearing in reversed(self.hearings) for each in hearing.addressees}
        return tuple(title for code, title in asked.items() if code not in heard)

    @property
    def late(self) -> int:
        """How many answers came after the deadline."""
        return sum(each.is_late for each in self.answers)

    @property
    def without_remarks(self) -> int:
        """How many answers say that there are no remarks."""
        return sum(not each.has_remarks for each in self.answers)

    @property
    def answered(self) -> int:
        """How many answers stand."""
        return len(self.answers)

    @property
    def verdicts(self) -> dict[RemarkVerdict, int]:
        """Of how many remarks each of these became."""
        found = Counter(remark.verdict for each in self.answers for remark in each.remarks)
        return {verdict: found[verdict] for verdict in RemarkVerdict}


def hearing_report(session: Session, cycle_id: str) -> HearingReport | None:
    """Return what the hearings of a cycle brought, None where there is no such cycle."""
    line = cycle_line(session, cycle_id)
    if line is None:
        return None
    hearings = tuple(each for each in inquiries_of_cycle(session, cycle_id) if each.kind is InquiryKind.HEARING)
    answers = hearing_answers(session, cycle_id)
    return HearingReport(line, hearings, tuple(each for each in answers if not each.is_replaced))


def hearing_answers(session: Session, cycle_id: str) -> tuple[AnswerLine, ...]:
    """Return all answers to a cycle's hearings in the order in which they came, in three statements."""
    rows = session.exec(
        select(HearingAnswer).where(HearingAnswer.cycle_id == cycle_id).order_by(col(HearingAnswer.id))
    ).all()
    names = _names(session, cycle_id)
    remarks = _remarks(session, cycle_id)
    newest = {_whose(row): row.id for row in rows}
    return tuple(
        _line(row, names, remarks[row.id or 0], is_replaced=newest[_whose(row)] != row.id) for row in rows
    )


def _whose(row: HearingAnswer) -> tuple[str, str]:
    """Return by what an answer is known: one who was not asked may answer as often as they like."""
    return row.slug, row.party or f"{row.respondent}/{row.id}"


def _names(session: Session, cycle_id: str) -> dict[tuple[str, str], str]:
    parties = select(InquiryParty).where(InquiryParty.cycle_id == cycle_id)
    return {(each.slug, each.code): each.title for each in session.exec(parties)}


def _remarks(session: Session, cycle_id: str) -> dict[int, list[RemarkLine]]:
    found: dict[int, list[RemarkLine]] = defaultdict(list)
    for row in session.exec(select(Remark).where(Remark.cycle_id == cycle_id).order_by(col(Remark.id))):
        found[row.answer_id].append(RemarkLine(**{name: getattr(row, name) for name in RemarkLine.__slots__}))
    return found


def _line(
    row: HearingAnswer,
    names: dict[tuple[str, str], str],
    remarks: Iterable[RemarkLine],
    *,
    is_replaced: bool,
) -> AnswerLine:
    return AnswerLine(
        id=row.id or 0,
        slug=row.slug,
        party=row.party,
        who=names.get((row.slug, row.party), "") or row.respondent,
        also_for=tuple(names.get((row.slug, code), code) for code in row.on_behalf_of),
        text=row.text,
        sha256=row.sha256,
        has_remarks=row.has_remarks,
        reported_by=row.reported_by,
        is_late=row.is_late,
        is_replaced=is_replaced,
        entry=row.entry,
        recorded_at=row.recorded_at,
        remarks=tuple(remarks),
    )
