"""The decision record for the agenda of whoever confirms: each council's decision with all that proves it."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from api.dependencies import Dependencies
from api.documents.decision_record.councils import council_blocks
from api.documents.decision_record.words import counted, missing
from api.documents.pdf import Block, Bullets, Document, Facts, Heading, Notice, Table, Text, typeset
from api.documents.proof import EXAMPLE, register_blocks
from api.pages import moment
from api.wording.reports import OUTCOMES
from models.agreements.versions import UnknownCycle
from models.calendar import local_day
from models.queries.cycle.councils import CouncilLine
from models.queries.documents.decision_record import DecisionRecord, RoundLine, decision_record
from workflows.rules.calendar.danish import danish_date

NO_ROUND: Final = "Teksten er endnu ikke sendt til rådene, så der er ingen beslutninger at vise."
CLOSED_DOORS: Final = (
    "Mindst én beslutning er truffet for lukkede døre. Se ved rådet, før dokumentet lægges på en åben dagsorden."
)
_HEADER: Final = ("Råd", "Udfald", "Møde", "Punkt", "Status", "Kontrolleret", "Nr.")
_WIDTHS: Final = (5, 6, 4, 2, 4, 4, 2)


def record_of(deps: Dependencies, cycle_id: str) -> DecisionRecord:
    """Return the newest round's record.

    Raises:
        UnknownCycle: there is no such cycle.
    """
    with deps.database.read() as session:
        found = decision_record(session, cycle_id, today=deps.today)
    if found is None:
        raise UnknownCycle(cycle_id)
    return found


def record_document(record: DecisionRecord, *, at: datetime, party: str = "") -> bytes:
    """Return the record as PDF, made at `at` (UTC); of one council alone where `party` says which."""
    line = record.line
    councils = tuple(each for each in record.councils if party in {"", each.code})
    whose = f"{councils[0].title}: beslutning" if party else "Rådenes beslutninger"
    round_ = f" · runde {record.round.number}" if record.round else ""
    document = Document(
        title=f"{whose} om {line.title}",
        subtitle=f"{record.region}{round_} · beslutningsprotokol",
        author="Aftalehjulet",
        foot=f"{line.title}, {record.region} · dannet {moment(at)}",
        at=at,
        blocks=tuple(_blocks(record, councils, is_whole=not party, at=at)),
    )
    return typeset(document)


def _blocks(
    record: DecisionRecord, councils: tuple[CouncilLine, ...], *, is_whole: bool, at: datetime
) -> Iterator[Block]:
    if record.line.is_example:
        yield Notice(EXAMPLE)
    if any(each.is_closed_item for council in councils for each in record.of(council.code)):
        yield Notice(CLOSED_DOORS)
    yield Facts(tuple(_facts(record, at)))
    if record.round is None:
        yield Text(NO_ROUND)
    elif is_whole:
        yield from _overview(record)
    else:
        yield Heading("Rådet")
    for council in councils:
        yield from council_blocks(council, record)
    yield from register_blocks(record.end)


def _facts(record: DecisionRecord, at: datetime) -> Iterator[tuple[str, str]]:
    line, round_ = record.line, record.round
    yield "Aftale", f"{line.title}, {record.region}"
    yield "Periode", f"{danish_date(line.period_start)} – {danish_date(line.period_end)}"
    if record.version:
        yield "Tekst", f"Version {record.version.number}: {record.version.label}"
        for part in record.version.documents:
            name = f"{part.title.capitalize()}: {part.filename}" if part.title else part.filename
            yield "Dokument", name
            yield "Dokumentets SHA-256", part.sha256
    if round_:
        yield "Runde", f"{round_.number} ({round_.state.value}), begyndt {danish_date(round_.opened_on)}"
        yield "Svarfrist", danish_date(round_.deadline)
        yield "Godkendelser", counted(record)
        yield from ((f"Runde {each.number}", _ended(each)) for each in record.earlier)
    yield "Dannet", moment(at)


def _ended(round_: RoundLine) -> str:
    reason = f" Begrundelse: {round_.closed_reason}" if round_.closed_reason else ""
    return f"{round_.state.value.capitalize()}, om version {round_.version}.{reason}"


def _overview(record: DecisionRecord) -> Iterator[Block]:
    yield Heading("Det mangler")
    gaps = missing(record)
    yield Bullets(gaps) if gaps else Text("Intet: alle godkendelser tæller og er kontrolleret mod referatet.")
    yield Heading("Overblik")
    yield Table(_HEADER, tuple(_row(each) for each in record.councils), _WIDTHS)
    yield Heading("Råd for råd")


def _row(council: CouncilLine) -> tuple[str, ...]:
    decision = council.decision
    if decision is None:
        meeting = f"ventet {_short(council.meeting)}" if council.meeting else ""
        return (council.name, "", meeting, "", council.state, "", "")
    return (
        council.name,
        OUTCOMES[decision.outcome][0],
        _short(decision.meeting_date),
        decision.agenda_item,
        council.state,
        _short(local_day(decision.checked_at)) if decision.checked_at else "nej",
        str(decision.entry),
    )


def _short(day: date) -> str:
    return f"{day:%d.%m.%Y}"
