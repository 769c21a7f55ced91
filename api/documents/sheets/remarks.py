"""All remarks about a text as a table, to be sorted as the office likes: those of councils and of hearings."""

from collections.abc import Iterator
from typing import Final

from api.documents.hearing_report import NOT_JUDGED, respondent
from api.documents.sheets.spreadsheet import spreadsheet
from models.queries.cycle.hearing import AnswerLine
from models.queries.cycle.remarks import CouncilRemark, Remarks

HEADER: Final = (
    "kilde",
    "fra",
    "udfald",
    "mødedato",
    "punkt",
    "afsnit",
    "bemærkning",
    "beslutning",
    "behandling",
    "begrundelse",
    "efter runden eller fristen",
    "nr. i registeret",
)


def remarks_sheet(remarks: Remarks) -> bytes:
    """Return every remark as CSV, councils first; dates are Danish."""
    councils = (_of_council(each) for each in remarks.councils)
    hearings = (row for each in remarks.report.answers if each.has_remarks for row in _of_answer(each))
    return spreadsheet(HEADER, (*councils, *hearings))


def _of_council(each: CouncilRemark) -> tuple[object, ...]:
    return (
        f"runde {each.round}",
        each.name,
        each.outcome.danish,
        f"{each.meeting_date:%d-%m-%Y}",
        each.agenda_item,
        "",
        each.remarks,
        each.decision_text,
        "",
        "",
        "ja" if each.is_late else "",
        each.entry,
    )


def _of_answer(answer: AnswerLine) -> Iterator[tuple[object, ...]]:
    late = "ja" if answer.is_late else ""
    said = [(each.paragraph, each.text, each.verdict.danish, each.reason) for each in answer.remarks]
    for paragraph, text, verdict, reason in said or [("", _whole(answer), NOT_JUDGED, "")]:
        yield (answer.slug, _who(answer), "", "", "", paragraph, text, "", verdict, reason, late, answer.entry)


def _who(answer: AnswerLine) -> str:
    return respondent(answer).removesuffix(" – efter fristen")


def _whole(answer: AnswerLine) -> str:
    return answer.text or f"Vedlagt dokument, SHA-256 {answer.sha256}"
