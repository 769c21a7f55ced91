"""The way through a council's meetings, compared with a search day by day through every chain of meetings."""

from datetime import date, timedelta
from functools import cache
from itertools import pairwise, product
from random import Random
from typing import Any

import holidays
import pytest

from workflows.rules.calendar.working_days import ONE_DAY, WorkingCalendar
from workflows.rules.council.meetings import KnownMeeting, MeetingLevel, on_record
from workflows.rules.council.route import deciding_meeting, last_dispatch, last_safe_dispatch, reachable, slack

CALENDAR = WorkingCalendar(frozenset(holidays.country_holidays("DK", years=range(2025, 2030))))
COMMITTEE, FINANCE, COUNCIL = MeetingLevel
DEADLINE = date(2027, 12, 15)
CALENDARS = 1000


def meeting(level: MeetingLevel, day: str, closes: str = "") -> KnownMeeting:
    return KnownMeeting(level, date.fromisoformat(day), date.fromisoformat(closes) if closes else None)


AUTUMN = (
    meeting(COMMITTEE, "2027-09-07"),
    meeting(FINANCE, "2027-09-15"),
    meeting(COUNCIL, "2027-09-29"),
    meeting(COMMITTEE, "2027-10-05"),
    meeting(FINANCE, "2027-10-13"),
    meeting(COUNCIL, "2027-10-27"),
)


def days_of(sent: str, meetings: tuple[KnownMeeting, ...], deadline: date = DEADLINE) -> tuple[str, ...]:
    found = reachable(date.fromisoformat(sent), deadline=deadline, meetings=meetings, calendar=CALENDAR)
    return tuple(day.isoformat() for day in found)


def test_a_case_reaches_the_council_by_way_of_the_committees() -> None:
    assert days_of("2027-09-01", AUTUMN) == ("2027-09-29", "2027-10-27")
    assert days_of("2027-09-02", AUTUMN) == ("2027-10-27",)
    assert days_of("2027-09-30", AUTUMN) == ()


def test_only_the_levels_that_are_known_are_passed() -> None:
    council_only = tuple(each for each in AUTUMN if each.level is COUNCIL)
    assert days_of("2027-09-23", council_only) == ("2027-09-29", "2027-10-27")
    assert days_of("2027-09-24", council_only) == ("2027-10-27",)


def test_the_agenda_takes_four_working_days_across_easter() -> None:
    easter = (meeting(COUNCIL, "2027-03-30"),)  # Monday 29 March is a holiday, Thursday 25 and Friday 26 too
    assert days_of("2027-03-19", easter) == ("2027-03-30",)
    assert days_of("2027-03-20", easter) == ()


def test_what_the_council_says_of_its_agenda_goes_before_the_law() -> None:
    early = (meeting(COUNCIL, "2027-09-29", "2027-09-10"),)
    assert days_of("2027-09-10", early) == ("2027-09-29",)
    assert days_of("2027-09-11", early) == ()


def test_the_next_level_meets_later_and_takes_what_the_level_before_has_said() -> None:
    same_day = (meeting(FINANCE, "2027-09-29"), meeting(COUNCIL, "2027-09-29", "2027-09-29"))
    assert days_of("2027-09-01", same_day) == ()
    closed_before = (meeting(FINANCE, "2027-09-27"), meeting(COUNCIL, "2027-09-29"))
    assert days_of("2027-09-01", closed_before) == ()
    extra_item = (meeting(FINANCE, "2027-09-27"), meeting(COUNCIL, "2027-09-29", "2027-09-27"))
    assert days_of("2027-09-01", extra_item) == ("2027-09-29",)


def test_a_meeting_on_the_deadline_counts_and_one_after_it_does_not() -> None:
    assert days_of("2027-09-01", AUTUMN, date(2027, 10, 27)) == ("2027-09-29", "2027-10-27")
    assert days_of("2027-09-01", AUTUMN, date(2027, 10, 26)) == ("2027-09-29",)


def test_a_case_may_wait_for_one_meeting_where_no_more_are_wanted() -> None:
    assert last_dispatch(deadline=DEADLINE, meetings=AUTUMN, calendar=CALENDAR) == date(2027, 9, 29)
    assert last_safe_dispatch(deadline=DEADLINE, meetings=AUTUMN, calendar=CALENDAR) == date(2027, 9, 1)


def test_slack_is_how_long_the_dispatch_may_wait() -> None:
    def days(sent: str) -> int | None:
        return slack(date.fromisoformat(sent), deadline=DEADLINE, meetings=AUTUMN, calendar=CALENDAR)

    assert (days("2027-08-25"), days("2027-09-01"), days("2027-09-02")) == (7, 0, 27)
    assert days("2027-09-30") is None


def test_a_council_is_known_by_the_meetings_of_the_years_in_question() -> None:
    since = date(2027, 10, 20)
    assert on_record(AUTUMN, since=since, deadline=DEADLINE) == AUTUMN
    assert on_record(AUTUMN[:2], since=since, deadline=DEADLINE) == ()
    assert on_record(AUTUMN, since=date(2028, 1, 2), deadline=date(2028, 3, 1)) == ()
    assert on_record(AUTUMN, since=date(2027, 2, 1), deadline=date(2027, 6, 1)) == AUTUMN  # known, and too late
    assert on_record((meeting(COUNCIL, "2028-01-26"),), since=since, deadline=DEADLINE) == ()
    older = meeting(COMMITTEE, "2026-12-20")
    assert on_record((older, AUTUMN[2]), since=since, deadline=DEADLINE) == (AUTUMN[2],)
    assert on_record((older, *AUTUMN), since=since, deadline=DEADLINE) == (older, *AUTUMN)


def test_the_first_meeting_that_a_round_reaches_decides() -> None:
    def decides(opened: str) -> date | None:
        opened_on = date.fromisoformat(opened)
        return deciding_meeting(AUTUMN, opened_on=opened_on, deadline=DEADLINE, calendar=CALENDAR)

    assert (decides("2027-08-20"), decides("2027-09-10")) == (date(2027, 9, 29), date(2027, 10, 27))
    assert decides("2027-11-01") is None


def test_each_level_has_a_name_in_municipalities_and_in_regions() -> None:
    assert [each.danish for each in MeetingLevel] == ["fagudvalg", "økonomiudvalg", "råd"]
    assert [each.danish_in_a_region for each in MeetingLevel] == [
        "stående udvalg",
        "forretningsudvalg",
        "regionsråd",
    ]


# --- the search ---------------------------------------------------------------------------------------------


def chains(deadline: date, meetings: tuple[KnownMeeting, ...]) -> list[tuple[KnownMeeting, ...]]:
    """Try every chain of meetings, one of each level that is known."""
    levels = [[each for each in meetings if each.level is level] for level in MeetingLevel]
    return [chain for chain in product(*filter(None, levels)) if holds(deadline, chain)]


def holds(deadline: date, chain: tuple[KnownMeeting, ...]) -> bool:
    for before, after in pairwise(chain):
        if after.held_on <= before.held_on or closing_day(after) < before.held_on:
            return False
    return chain[-1].held_on <= deadline


def searched(sent: date, ways: list[tuple[KnownMeeting, ...]]) -> tuple[date, ...]:
    return tuple(sorted({way[-1].held_on for way in ways if sent <= closing_day(way[0])}))


@cache
def closing_day(each: KnownMeeting) -> date:
    """Walk back from the meeting until four working days are passed."""
    if each.agenda_closes_on:
        return each.agenda_closes_on
    day, passed = each.held_on, 0
    while passed < 4:
        day -= ONE_DAY
        passed += day.weekday() < 5 and day not in CALENDAR.holidays
    return day


def generated(random: Random) -> tuple[date, date, tuple[KnownMeeting, ...]]:
    first = date(2027, 1, 1) + timedelta(days=random.randrange(300))
    meetings = []
    for level in MeetingLevel:
        for _ in range(random.choice((0, 1, 2, 3, 5)) + (level is COUNCIL)):
            held_on = first + timedelta(days=random.randrange(80))
            early = random.choice((None, None, 0, 1, 3, 9, 20))
            closes = None if early is None else held_on - timedelta(days=early)
            meetings.append(KnownMeeting(level, held_on, closes))
    return first, first + timedelta(days=random.randrange(20, 90)), tuple(meetings)


@pytest.mark.parametrize("part", range(10))
def test_the_answer_equals_a_search_day_by_day(part: int) -> None:
    counts = set()
    for number in range(part, CALENDARS, 10):
        first, deadline, meetings = generated(Random(number))  # noqa: S311  # no secret
        days = [first + timedelta(days=each) for each in range(-35, 90)]
        ways = chains(deadline, meetings)
        found = {day: searched(day, ways) for day in days}
        known: dict[str, Any] = {"deadline": deadline, "meetings": meetings, "calendar": CALENDAR}
        for day in days:
            assert reachable(day, **known) == found[day]
        for at_least in (1, 2):
            enough = [day for day in days if len(found[day]) >= at_least]
            assert last_dispatch(**known, at_least=at_least) == max(enough, default=None)
        assert last_safe_dispatch(**known) == last_dispatch(**known, at_least=2)
        assert slack(first, **known) == slack_searched(first, days, found)
        counts.add(min(2, len(found[first])))
    assert counts == {0, 1, 2}


def slack_searched(sent: date, days: list[date], found: dict[date, tuple[date, ...]]) -> int | None:
    count = min(2, len(found[sent]))
    later = [day for day in days if day >= sent and min(2, len(found[day])) == count]
    return (max(later) - sent).days if count else None
