"""What a round's councils decided, with all that proves it: for the record that goes to whoever confirms."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from models.kinds import kind_of
from models.queries.cycle.councils import CouncilLine, council_lines
from models.queries.cycle.decisions import DecisionLine, decisions_of_round
from models.queries.cycle.findings import FindingLine, findings_of_round
from models.queries.cycle.history import VersionLine, versions_of_cycle
from models.queries.cycle.overview import CycleLine, cycle_line
from models.queries.documents.register_end import RegisterEnd, entry_hashes, register_end
from models.tables import Body, Cycle, Round, RoundState
from workflows.rules.calendar.danish import amid


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round; the dates are local, `deadline` inclusive."""

    number: int
    state: RoundState
    version: int
    deadline: date
    opened_on: date
    closed_reason: str


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """A cycle's round with every decision in it, the oldest first.

    `region` is the region's full name, `drafted_by` stands as amid a sentence, `earlier` are the rounds before.
    `hashes` are those of the decisions' entries, by number. `round` is None before the first one.
    """

    line: CycleLine
    region: str
    drafted_by: str
    round: RoundLine | None
    earlier: tuple[RoundLine, ...]
    version: VersionLine | None
    councils: tuple[CouncilLine, ...]
    decisions: tuple[DecisionLine, ...]
    findings: tuple[FindingLine, ...]
    hashes: dict[int, str]
    end: RegisterEnd

    def of(self, party: str) -> tuple[DecisionLine, ...]:
        """Return the decisions of one council, the oldest first."""
        return tuple(each for each in self.decisions if each.party == party)


def decision_record(
    session: Session, cycle_id: str, *, today: date, number: int | None = None
) -> DecisionRecord | None:
    """Return the record of a round, the newest unless `number` says which; None where there is no such cycle."""
    line = cycle_line(session, cycle_id)
    if line is None:
        return None
    cycle = session.get_one(Cycle, cycle_id)
    rounds = session.exec(select(Round).where(Round.cycle_id == cycle_id).order_by(col(Round.number))).all()
    shown = next((each for each in reversed(rounds) if number in {None, each.number}), None)
    decisions = decisions_of_round(session, cycle_id, shown.number)[::-1] if shown else ()
    return DecisionRecord(
        line=line,
        region=session.get_one(Body, cycle.region_code).name,
        drafted_by=amid(kind_of(cycle.definition).drafted_by),
        round=_line(shown) if shown else None,
        earlier=tuple(_line(each) for each in rounds if shown and each.number < shown.number),
        version=_asked_about(versions_of_cycle(session, cycle), shown),
        councils=council_lines(session, round_=shown, today=today) if shown else (),
        decisions=decisions,
        findings=findings_of_round(session, cycle_id, shown.number) if shown else (),
        hashes=entry_hashes(session, [each.entry for each in decisions]),
        end=register_end(session),
    )


def _line(round_: Round) -> RoundLine:
    return RoundLine(**{name: getattr(round_, name) for name in RoundLine.__slots__})


def _asked_about(versions: Iterable[VersionLine], round_: Round | None) -> VersionLine | None:
    return next((each for each in versions if round_ is None or each.number == round_.version), None)
