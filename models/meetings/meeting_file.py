"""Reads a file of meetings and names every fault in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from models.directory.facts import RowProblem
from models.meetings.councils import Councils
from models.meetings.row import AGENDA, BODY_COLUMNS, COLUMNS, MeetingRow
from models.store.csv_text import UNREADABLE, Line, csv_lines
from workflows.rules.council.meetings import MeetingLevel

Place = tuple[str, MeetingLevel, date]
"""A council's own code, the level and the day: what makes a meeting one."""


@dataclass(frozen=True, slots=True)
class MeetingReport:
    """What came of an import: nothing is imported where there is any problem.

    `duplicates` were known already, or stand in the file twice; `corrected` are known meetings whose agenda the
    file gives another day.
    """

    imported: int = 0
    duplicates: int = 0
    corrected: int = 0
    problems: tuple[RowProblem, ...] = ()

    @property
    def sentence(self) -> str:
        """What came of it, in Danish."""
        told = [f"{self.imported} møder er importeret"]
        if self.corrected:
            told.append(f"{self.corrected} har fået en anden dagsordensfrist")
        if self.duplicates:
            told.append(f"{self.duplicates} kendtes i forvejen")
        return "; ".join(told) + "."


@dataclass(slots=True)
class MeetingFile:
    """What a file says: when each meeting's agenda closes, how many lines repeat others, and what is wrong."""

    meetings: dict[Place, date | None] = field(default_factory=dict)
    repeated: int = 0
    problems: list[RowProblem] = field(default_factory=list)


def read_meeting_file(text: str, councils: Councils, *, today: date) -> MeetingFile:
    """Return what a CSV text says of the meetings of `councils`."""
    found = MeetingFile()
    read = csv_lines(text)
    if read.unreadable is not None:
        found.problems.append(RowProblem(read.unreadable, "", UNREADABLE))
    elif not read.lines:
        found.problems.append(RowProblem(0, "", "Filen er tom."))
    else:
        header = [name.strip().lower() for name in read.lines[0][1]]
        found.problems.extend(_header_problems(header, read.lines[0][0]))
    if not found.problems:
        _read_rows(read.lines[1:], header, councils, today, found)
    return found


def _header_problems(header: list[str], line: int) -> Iterator[RowProblem]:
    if not set(BODY_COLUMNS) & set(header):
        yield RowProblem(line, "kommune", "Kolonnen mangler; skriv »kommune« eller »kode«.")
    for name in COLUMNS:
        if name not in header:
            yield RowProblem(line, name, "Kolonnen mangler.")
    for place, name in enumerate(header):
        if name not in {*BODY_COLUMNS, *COLUMNS, AGENDA}:
            yield RowProblem(line, name, "Kolonnen er ukendt.")
        elif name in header[:place]:
            yield RowProblem(line, name, "Kolonnen står der to gange.")


def _read_rows(lines: list[Line], header: list[str], councils: Councils, today: date, found: MeetingFile) -> None:
    if not lines:
        found.problems.append(RowProblem(0, "", "Filen har ingen møder."))
    for line, values in lines:
        if len(values) != len(header):
            reason = f"Linjen har {len(values)} felter, men skal have {len(header)}."
            found.problems.append(RowProblem(line, "", reason))
            continue
        row = {name: value.strip() for name, value in zip(header, values, strict=True)}
        _take(MeetingRow(row, councils, today), line, found)


def _take(row: MeetingRow, line: int, found: MeetingFile) -> None:
    if faults := [RowProblem(line, column, reason) for column, reason in row.faults()]:
        found.problems.extend(faults)
        return
    place = (row.body_code, row.level, row.held_on)
    if place not in found.meetings:
        found.meetings[place] = row.agenda_closes_on
    elif found.meetings[place] == row.agenda_closes_on:
        found.repeated += 1
    else:
        reason = "Mødet står der allerede, men dagsordenen lukker en anden dag."
        found.problems.append(RowProblem(line, AGENDA, reason))
