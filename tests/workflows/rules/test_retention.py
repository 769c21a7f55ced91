"""How long what is known of persons is kept."""

from datetime import UTC, date, datetime, timedelta

from workflows.rules.retention import are_names_over, loose_documents_end, names_kept_until, traces_end

NOW = datetime(2027, 11, 1, 3, tzinfo=UTC)


def test_names_are_kept_three_years_after_the_agreements_last_day() -> None:
    assert names_kept_until(date(2031, 12, 31)) == date(2034, 12, 31)
    assert not are_names_over(date(2031, 12, 31), date(2034, 12, 31))
    assert are_names_over(date(2031, 12, 31), date(2035, 1, 1))


def test_an_agreement_that_ends_on_a_leap_day_is_kept_as_long() -> None:
    assert names_kept_until(date(2028, 2, 29)) == date(2031, 2, 28)


def test_traces_of_signing_in_are_kept_ninety_days_and_loose_documents_thirty() -> None:
    assert NOW - traces_end(NOW) == timedelta(days=90)
    assert NOW - loose_documents_end(NOW) == timedelta(days=30)
