"""What the calendar means, in sentences."""

from datetime import date

from workflows.rules.council.forecast import Forecast, Outlook, sentences

DEADLINE = date(2027, 12, 15)
TODAY = date(2026, 11, 22)
NAMES = "Brønderslev Frederikshavn Hjørring Jammerbugt Læsø Mariagerfjord Morsø Rebild".split()  # noqa: SIM905


def known(name: str, safe: date | None, last: date) -> Forecast:
    return Forecast(name, safe, last, is_known=True)


OTHERS = [known(name, date(2027, 9, 30), date(2027, 10, 30)) for name in NAMES if name != "Læsø"]
LAESOE = known("Læsø", date(2027, 9, 17), date(2027, 10, 14))


def told(*councils: Forecast, by: str = "SSU", today: date = TODAY, deadline: date = DEADLINE) -> tuple[str, ...]:
    return sentences(Outlook(councils, deadline, by, today))


def test_all_reach_two_meetings_until_one_does_not() -> None:
    assert told(*OTHERS, LAESOE) == (
        "Vedtager SSU senest 3. september, når alle 8 mindst to møder.",
        "Efter 17. september når Læsø kun ét.",
    )


def test_whoever_adopts_is_named() -> None:
    assert told(LAESOE, by="KKR")[0] == "Vedtager KKR senest 3. september, når Læsø mindst to møder."


def test_another_year_than_the_deadlines_is_said() -> None:
    early = known("Læsø", date(2027, 12, 20), date(2028, 1, 20))
    assert told(early, deadline=date(2028, 2, 20)) == (
        "Vedtager SSU senest 6. december 2027, når Læsø mindst to møder.",
        "Efter 20. december 2027 når Læsø kun ét.",
    )


def test_a_council_may_lose_both_meetings_at_once() -> None:
    both = known("Morsø", date(2027, 9, 17), date(2027, 9, 17))
    assert told(LAESOE, both) == (
        "Vedtager SSU senest 3. september, når begge mindst to møder.",
        "Efter 17. september når Læsø kun ét.",
        "Efter 17. september når Morsø intet møde.",
    )


def test_unknown_councils_are_named() -> None:
    assert told(*OTHERS, Forecast("Læsø", is_known=False)) == (
        "Vedtager SSU senest 16. september, når alle 7 med kendte møder mindst to møder.",
        f"Efter 30. september når {', '.join(name for name in NAMES[:-1] if name != 'Læsø')} og Rebild kun ét.",
        "Mødedatoer er ukendte for Læsø.",
    )
    assert told(LAESOE, Forecast("Morsø", is_known=False), Forecast("Rebild", is_known=False))[-1] == (
        "Mødedatoer er ukendte for Morsø og Rebild."
    )
    assert told(*(Forecast(name, is_known=False) for name in NAMES)) == ("Mødedatoer er ukendte for alle 8 råd.",)


def test_a_council_that_reaches_one_meeting_at_most_is_named_first() -> None:
    once = known("Rebild", None, date(2027, 9, 24))
    assert told(LAESOE, *OTHERS[:2], once) == (
        "Rebild når højst ét møde inden fristen.",
        "Efter 24. september når Rebild intet.",
        "Vedtager SSU senest 3. september, når de øvrige 3 mindst to møder.",
        "Efter 17. september når Læsø kun ét.",
    )
    assert told(once, known("Morsø", None, date(2027, 9, 24)))[0] == ("Begge råd når højst ét møde inden fristen.")


def test_where_nobody_reaches_a_meeting_it_is_said() -> None:
    assert told(Forecast("Læsø", is_known=True), Forecast("Morsø", is_known=True)) == (
        "Ingen af de 2 råd når et møde inden fristen.",
    )
    assert told(Forecast("Læsø", is_known=True), OTHERS[0])[0] == "Læsø når intet møde inden fristen."


def test_the_last_day_is_still_in_time() -> None:
    assert told(LAESOE, today=date(2027, 9, 3))[0] == (
        "Vedtager SSU senest 3. september, når Læsø mindst to møder."
    )
    assert told(LAESOE, today=date(2027, 9, 17))[0] == (
        "SSU skal vedtage snarest og senest 17. september, for at Læsø kan nå mindst to møder."
    )


def test_days_that_are_over_help_nobody() -> None:
    assert told(LAESOE, today=date(2027, 9, 10)) == (
        "SSU skal vedtage snarest og senest 17. september, for at Læsø kan nå mindst to møder.",
        "Efter 17. september når Læsø kun ét.",
    )
    assert told(LAESOE, today=date(2027, 9, 18)) == (
        "Læsø når højst ét møde inden fristen.",
        "Efter 14. oktober når Læsø intet.",
    )
    assert told(LAESOE, today=date(2027, 10, 15)) == ("Læsø når intet møde inden fristen.",)
