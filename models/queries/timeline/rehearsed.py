"""What came of a rehearsal: its lines, and in sentences where it ended and what it waits for."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from models.calendar import local_day
from models.queries.cycle.councils import CouncilLine, council_lines
from models.queries.cycle.overview import CycleLine, cycle_line
from models.queries.timeline.timeline import EventKind, TimelineLine, timeline
from models.tables import Round
from workflows.rules.calendar.danish import danish_date, listed
from workflows.rules.council.standing import Position
from workflows.rules.course.phases import Phase


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What came of a rehearsal, the phase in which it ended, and how many mails went to how many mailboxes."""

    cycle_id: str
    title: str
    phase: Phase
    lines: tuple[TimelineLine, ...]
    mails: int
    mailboxes: int
    sentences: tuple[str, ...]


def what_came(
    session: Session, cycle_id: str, *, begun_on: date, today: date, mailboxes: Collection[str]
) -> Rehearsed:
    """Return what came of the cycle; dates are local, `mailboxes` has the addressee of every mail.

    Raises:
        LookupError: there is no such cycle.
    """
    line = cycle_line(session, cycle_id)
    if line is None:
        raise LookupError(cycle_id)
    lines = timeline(session, cycle_id)
    count = len(set(mailboxes))
    sentences = (
        _how_far(line, lines),
        _when_in_force(session, line, lines, begun_on=begun_on, today=today),
        f"{len(mailboxes)} mails til {count} postkasser.",
    )
    return Rehearsed(cycle_id, line.title, line.phase, lines, len(mailboxes), count, sentences)


def _how_far(cycle: CycleLine, lines: Sequence[TimelineLine]) -> str:
    if not cycle.phase.is_final:
        return f"Forløbet nåede til fasen {cycle.phase}."
    return f"Forløbet endte i fasen {cycle.phase} {danish_date(local_day(lines[-1].at))}."


def _when_in_force(
    session: Session, cycle: CycleLine, lines: Collection[TimelineLine], *, begun_on: date, today: date
) -> str:
    ready = [
        local_day(line.at)
        for line in lines
        if (line.what, line.text) == (EventKind.PHASE, Phase.ENTRY_INTO_FORCE.value)
    ]
    begins = danish_date(cycle.period_start)
    if ready:
        days = (ready[0] - begun_on).days
        return f"Alt er på plads {danish_date(ready[0])}, {days} dage efter starten; aftalen gælder fra {begins}."
    if cycle.phase.is_final:
        return f"Aftalen er ikke trådt i kraft; den skulle gælde fra {begins}."
    return f"Forløbet er ikke i kraft et halvt år efter {begins}: {_what_it_waits_for(session, cycle, today)}."


def _what_it_waits_for(session: Session, cycle: CycleLine, today: date) -> str:
    round_ = session.get(Round, (cycle.id, cycle.round)) if cycle.round else None
    councils = council_lines(session, round_=round_, today=today) if round_ else ()
    asked = [council for council in councils if council.is_asked]
    awaited = [council for council in asked if council.standing.is_awaited]
    doubtful = [council for council in asked if council.standing.position in {Position.DOUBTFUL, Position.FROZEN}]
    parts = (
        _told(awaited, "{} har ikke svaret"),
        _told(doubtful, "sekretariatet skal afklare svaret fra {}"),
        _told([council for council in asked if council.standing.blocks], "runden er blokeret af {}"),
    )
    return "; ".join(part for part in parts if part) or f"det venter i fasen {cycle.phase}"


def _told(councils: Collection[CouncilLine], sentence: str) -> str:
    return sentence.format(listed([council.name for council in councils])) if councils else ""
