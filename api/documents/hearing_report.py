"""The report of the hearings (høringsnotat) as a Word document: each remark taken in or not, and why.

Word's library is read with the first document: no page needs it.
"""

# ruff: noqa: PLC0415  # see above

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Final

from api.dependencies import Dependencies
from models.agreements.versions import UnknownCycle
from models.queries.cycle.hearing import AnswerLine, HearingReport, hearing_report
from request_types.payload import plain_text
from workflows.rules.calendar.danish import danish_date

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

HEADINGS: Final = ("Høringspart", "Afsnit", "Bemærkning", "Behandling", "Begrundelse")
NOT_JUDGED: Final = "endnu ikke behandlet"


def report_of(deps: Dependencies, cycle_id: str) -> HearingReport:
    """Return what the hearings of a cycle brought.

    Raises:
        UnknownCycle: there is no such cycle.
    """
    with deps.database.read() as session:
        found = hearing_report(session, cycle_id)
    if found is None:
        raise UnknownCycle(cycle_id)
    return found


def hearing_document(report: HearingReport, *, today: date) -> bytes:
    """Return the report as a .docx file, dated the Danish date `today`."""
    from docx import Document

    document = Document()
    _lay_across(document)
    document.add_heading(plain_text(f"Høringsnotat: {report.line.title}, {report.line.region}"), level=0)
    document.add_paragraph(f"Opgjort {danish_date(today)}.")
    for line in summary_lines(report):
        document.add_paragraph(plain_text(line), style="List Bullet")
    document.add_heading("Bemærkninger", level=1)
    _add_table(document, report)
    _add_without_remarks(document, report)
    _add_silent(document, report)
    return _bytes(document)


def summary_lines(report: HearingReport) -> tuple[str, ...]:
    """Return the counts of a report as Danish lines."""
    deadlines = (f"{each.slug}: frist {danish_date(each.deadline)}" for each in reversed(report.hearings))
    counts = ", ".join(f"{count} {verdict.danish}" for verdict, count in report.verdicts.items())
    judged = sum(len(each.remarks) for each in report.answers)
    return (
        *deadlines,
        f"{report.asked} hørt, {report.answered} svar, heraf {report.late} efter fristen",
        f"{report.without_remarks} uden bemærkninger, {len(report.silent)} har ikke svaret",
        f"{judged} behandlede bemærkninger: {counts}",
    )


def respondent(answer: AnswerLine) -> str:
    """Return who answered, for whom as well, and whether it came late."""
    also = f" (også på vegne af {', '.join(answer.also_for)})" if answer.also_for else ""
    return f"{answer.who}{also}{' – efter fristen' if answer.is_late else ''}"


def _lay_across(document: "WordDocument") -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)


def _add_table(document: "WordDocument", report: HearingReport) -> None:
    table = document.add_table(rows=1, cols=len(HEADINGS))
    table.style = "Table Grid"
    for cell, heading in zip(table.rows[0].cells, HEADINGS, strict=True):
        cell.text = heading
        cell.paragraphs[0].runs[0].bold = True
    for row in (row for answer in report.answers if answer.has_remarks for row in _rows(answer)):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = plain_text(text)


def _rows(answer: AnswerLine) -> list[tuple[str, str, str, str, str]]:
    who = respondent(answer)
    if not answer.remarks:
        said = answer.text or f"Vedlagt dokument, SHA-256 {answer.sha256}"
        return [(who, "", said, NOT_JUDGED, "")]
    return [(who, each.paragraph, each.text, each.verdict.danish, each.reason) for each in answer.remarks]


def _add_without_remarks(document: "WordDocument", report: HearingReport) -> None:
    content = [respondent(each) for each in report.answers if not each.has_remarks]
    document.add_heading("Ingen bemærkninger", level=1)
    document.add_paragraph(plain_text(", ".join(content)) or "Ingen.")


def _add_silent(document: "WordDocument", report: HearingReport) -> None:
    document.add_heading("Har ikke svaret", level=1)
    document.add_paragraph(plain_text(", ".join(report.silent)) or "Alle har svaret.")


def _bytes(document: "WordDocument") -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()
