"""The decision record's sentences: what is missing from a council, and what was found of its decision."""

from collections import defaultdict
from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from api.pages import moment
from models.queries.cycle.councils import CouncilLine
from models.queries.cycle.decisions import DecisionLine
from models.queries.cycle.findings import FindingLine
from models.queries.documents.decision_record import DecisionRecord
from workflows.rules.calendar.danish import danish_date, listed
from workflows.rules.council.standing import Position


class Gap(StrEnum):
    """What is missing at a council, the gravest first; the value is what readers see."""

    NO = "Har sagt nej"
    DISPUTED = "Bestrider det, der er indberettet"
    DOUBTFUL = "Afventer sekretariatets afklaring"
    NOT_A_YES = "Har svaret, men ikke godkendt"
    SILENT = "Har ikke svaret"
    LATER = "Spørges først i et senere trin"
    UNCHECKED = "Er ikke kontrolleret mod referatet"
    NO_MINUTES = "Har hverken link til eller kopi af referatet"


_OPEN: Final = {Position.DOUBTFUL: Gap.DOUBTFUL, Position.FROZEN: Gap.DISPUTED, Position.BLOCKING: Gap.NO}


def missing(record: DecisionRecord) -> tuple[str, ...]:
    """Return what is missing before each council's approval counts and is proven: what it is, and where."""
    where: dict[Gap, list[str]] = defaultdict(list)
    for council in record.councils:
        for gap, detail in _gaps(council):
            where[gap].append(f"{council.name} ({detail})" if detail else council.name)
    return tuple(f"{gap}: {listed(names)}" for gap in Gap if (names := where[gap]))


def counted(record: DecisionRecord) -> str:
    """Return how far the round has come."""
    counting = [each for each in record.councils if each.standing.counts]
    checked = sum(bool(each.decision and each.decision.checked_at) for each in counting)
    return f"{len(counting)} af {len(record.councils)} tæller, {checked} er kontrolleret mod referatet"


def finding_sentence(finding: FindingLine) -> str:
    """Return a protest or ruling as a sentence with its reason."""
    when = moment(finding.recorded_at)
    entry = f" (nr. {finding.entry} i registeret)" if finding.entry else ""
    reason = f" Begrundelse: {finding.reason}" if finding.reason else ""
    if finding.counts is None:
        return f"{when} blev indberetningen bestridt{entry}.{reason}"
    verdict = "tæller" if finding.counts else "ikke tæller"
    return f"{when} afgjorde sekretariatet, at beslutningen {verdict}{entry}.{reason}"


def minutes_facts(decision: DecisionLine) -> Iterator[tuple[str, str]]:
    """Return where the minutes are, and whether the decision was compared with them."""
    if decision.minutes_url:
        yield "Referat", decision.minutes_url
    if decision.minutes_sha256:
        yield "Kopi af referatet", decision.minutes_sha256
    if not decision.minutes_url and not decision.minutes_sha256:
        yield "Referat", "hverken link eller kopi"
    yield "Kontrolleret", moment(decision.checked_at) if decision.checked_at else "nej, ikke mod referatet"


def _gaps(council: CouncilLine) -> Iterator[tuple[Gap, str]]:
    """Give what is missing at a council, and a detail of its own."""
    stands, decision = council.standing, council.decision
    meeting = f"møde {danish_date(council.meeting)}" if council.meeting else ""
    if not council.is_asked:
        yield Gap.LATER, ""
    elif stands.is_awaited and stands.outcome:
        yield Gap.NOT_A_YES, ", ".join(filter(None, (stands.outcome.danish, meeting)))
    elif stands.is_awaited:
        yield Gap.SILENT, meeting
    elif not stands.counts:
        yield _OPEN[stands.position], ""
    elif decision:
        if not decision.checked_at:
            yield Gap.UNCHECKED, ""
        if not decision.minutes_url and not decision.minutes_sha256:
            yield Gap.NO_MINUTES, ""
