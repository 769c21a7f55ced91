"""The rows of a rehearsal's page."""

from datetime import UTC, datetime

from api.console.start.rehearsal import months_of
from models.queries.timeline.rehearsed import Rehearsed
from models.queries.timeline.timeline import EventKind, TimelineLine
from workflows.rules.course.phases import Phase

NOON = datetime(2027, 9, 1, 12, tzinfo=UTC)


def test_those_of_a_day_are_named_in_danish_order_whoever_came_first() -> None:
    names = ("Rebild", "Ærø", "Læsø", "Aabenraa")
    lines = tuple(TimelineLine(NOON, EventKind.MEETING, name, "godkendt") for name in names)
    came = Rehearsed("aftale", "Aftalen", Phase.APPROVAL, lines, 0, 0, ())
    ((row,),) = (month.rows for month in months_of(came))
    assert row.who == "4: Læsø, Rebild, Ærø og Aabenraa"
