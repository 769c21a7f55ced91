"""One council in the decision record: the decision that stands, what was found of it, and what came before."""

from collections.abc import Iterator

from api.documents.decision_record.words import finding_sentence, minutes_facts
from api.documents.pdf import Block, Bullets, Facts, Heading, Quote, Text
from api.pages import moment
from api.wording.reports import DECIDERS, OUTCOMES
from models.queries.cycle.councils import CouncilLine
from models.queries.cycle.decisions import DecisionLine
from models.queries.documents.decision_record import DecisionRecord
from workflows.rules.calendar.danish import danish_date


def council_blocks(council: CouncilLine, record: DecisionRecord) -> Iterator[Block]:
    """Return what stands in the record of one council."""
    yield Heading(council.title, 2)
    if council.decision is None:
        meeting = f" Mødet er {danish_date(council.meeting)}." if council.meeting else ""
        yield Text(f"Ingen beslutning endnu: {council.state}.{meeting}")
    else:
        yield Facts((("Status", council.state), *_facts(council.decision, record)))
        yield from _words(council.decision)
    findings = tuple(each for each in record.findings if each.party == council.code)
    if findings:
        yield Bullets(tuple(finding_sentence(each) for each in findings))
    for other in record.of(council.code):
        if other != council.decision:
            yield from _other(other, record)


def _facts(decision: DecisionLine, record: DecisionRecord) -> Iterator[tuple[str, str]]:
    yield "Udfald", _outcome(decision)
    yield "Besluttet af", DECIDERS[decision.decided_by][0]
    item = f", punkt {decision.agenda_item}" if decision.agenda_item else ""
    yield "Møde", danish_date(decision.meeting_date) + item
    if decision.case_number:
        yield "Rådets sagsnr.", decision.case_number
    if decision.next_meeting_date:
        yield "Ny mødedato", danish_date(decision.next_meeting_date)
    if record.round and decision.version != record.round.version:
        yield "Besluttet om", f"version {decision.version}"
    if decision.is_closed_item:
        yield "Lukket punkt", "behandlet for lukkede døre"
    yield from minutes_facts(decision)
    behalf = ", indberettet af sekretariatet på rådets vegne" if decision.on_behalf else ""
    yield "Registreret", f"{moment(decision.recorded_at)} som nr. {decision.entry}{behalf}"
    yield "Postens SHA-256", record.hashes[decision.entry]


def _outcome(decision: DecisionLine) -> str:
    said = OUTCOMES[decision.outcome][0]
    if decision.outcome == decision.reported_outcome:
        return said
    return f"{said} (indberettet som »{OUTCOMES[decision.reported_outcome][0]}«)"


def _words(decision: DecisionLine) -> Iterator[Block]:
    if decision.decision_text:
        yield Quote("Beslutningen, ord for ord", decision.decision_text)
    if decision.remarks:
        yield Quote("Bemærkningerne, ord for ord", decision.remarks)


def _other(decision: DecisionLine, record: DecisionRecord) -> Iterator[Block]:
    corrected = next((each for each in record.decisions if each.corrects == decision.id), None)
    late = " Kom efter runden." if decision.is_late else ""
    mended = f" Rettet af nr. {corrected.entry}." if corrected else ""
    day = danish_date(decision.meeting_date)
    when = f"registreret {moment(decision.recorded_at)} som nr. {decision.entry}"
    yield Text(f"Gælder ikke: {_outcome(decision)}, møde {day}, {when}.{mended}{late}")
    yield from _words(decision)
