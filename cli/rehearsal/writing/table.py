"""A rehearsal in the terminal: a table of all that happens, then in sentences what came of it."""

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from cli.rehearsal.writing.local_time import clock_of, day_of
from models.queries.timeline.rehearsed import Rehearsed
from models.queries.timeline.timeline import EventKind, TimelineLine

STYLES = {
    EventKind.PHASE: "bold",
    EventKind.DEADLINE: "yellow",
    EventKind.MEETING: "cyan",
    EventKind.REFUSAL: "red",
    EventKind.TASK: "magenta",
}


def show(came: Rehearsed, console: Console) -> None:
    """Print what came of a rehearsal; times are Danish."""
    table = Table(Column("Dato", no_wrap=True), Column("Kl.", no_wrap=True), "Hvad", "Hvem", "Tekst")
    for line in came.lines:
        table.add_row(*(Text(cell) for cell in _cells(line)), style=STYLES.get(line.what))
    console.print(table)
    for sentence in came.sentences:
        console.print(sentence, markup=False, soft_wrap=True)


def _cells(line: TimelineLine) -> tuple[str, ...]:
    return (f"{day_of(line):%d.%m.%Y}", clock_of(line), line.what.value, line.who, line.text)
