"""The office sees first the council that needs it most."""

from datetime import date

from api.console.cycle.urgency import by_urgency
from models.access.staff import Role
from models.queries.cycle.councils import CouncilLine
from tests.api.office import ANSWER, CYCLE, SQLITE_ONLY, Office
from workflows.rules.council.standing import Position, Standing

DEADLINE = date(2026, 5, 1)


def line(
    name: str,
    position: Position,
    *,
    meeting: date | None = None,
    is_late: bool = False,
    is_undelivered: bool = False,
    is_asked: bool = True,
) -> CouncilLine:
    return CouncilLine(
        code=name,
        name=name,
        title=name,
        clusters=(),
        standing=Standing(position, meeting=meeting),
        decision=None,
        link_sent_at=None,
        contact_confirmed_at=None,
        is_late=is_late,
        is_undelivered=is_undelivered,
        next_reminder_on=None,
        quiet_until=None,
        stage=0,
        is_asked=is_asked,
    )


COUNCILS = (
    line("senere trin", Position.AWAITED, is_asked=False),
    line("tæller", Position.COUNTS),
    line("møde 20. april", Position.PLANNED, meeting=date(2026, 4, 20)),
    line("møde 1. april", Position.PLANNED, meeting=date(2026, 4, 1)),
    line("ukendt møde", Position.AWAITED),
    line("forsinket", Position.AWAITED, is_late=True),
    line("uden brev", Position.AWAITED, is_undelivered=True),
    line("tvivl", Position.DOUBTFUL),
    line("bestridt", Position.FROZEN),
    line("nej", Position.BLOCKING),
)


def test_what_needs_a_person_stands_first_and_what_counts_last() -> None:
    assert [each.council.name for each in by_urgency(COUNCILS, DEADLINE)] == [
        "nej",
        "bestridt",
        "tvivl",
        "uden brev",
        "forsinket",
        "ukendt møde",
        "møde 20. april",
        "møde 1. april",
        "tæller",
        "senere trin",
    ]


def test_slack_is_counted_from_the_meeting_to_the_deadline() -> None:
    slack = {each.council.name: each.slack_days for each in by_urgency(COUNCILS, DEADLINE)}
    assert (slack["møde 1. april"], slack["møde 20. april"], slack["ukendt møde"]) == (30, 11, None)
    assert all(each.slack_days is None for each in by_urgency(COUNCILS, None))


def test_equals_stay_in_danish_order() -> None:
    names = ("Brønderslev", "Læsø", "Aalborg")
    found = by_urgency([line(name, Position.AWAITED) for name in names], DEADLINE)
    assert tuple(each.council.name for each in found) == names


@SQLITE_ONLY
def test_the_page_lists_councils_by_urgency(round_: Office) -> None:
    round_.client().post(f"/b/{round_.token('810')}", data=ANSWER | {"nonce": "n"})
    round_.record_all()
    page = round_.signed_in(Role.COORDINATOR).get(f"/forloeb/{CYCLE}").text
    places = [page.index(f"/raad/{code}") for code in ("813", "825", "1081", "810")]
    assert places == sorted(places)
