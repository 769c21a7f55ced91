"""How often somebody may knock, and that it is counted rightly."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from api.limits import ALLOWANCES, MOST_KNOWN, Limited, Limits, TooMany


def test_the_allowances_are_those_that_were_promised() -> None:
    assert {what: (each.times, each.seconds) for what, each in ALLOWANCES.items()} == {
        Limited.GUESSED_LINK: (30, 60),
        Limited.POST_OF_A_LINK: (60, 60),
        Limited.POST_OF_AN_ADDRESS: (600, 60),
        Limited.SIGN_IN_OF_AN_ADDRESS: (10, 900),
        Limited.GUESSED_SIGN_IN: (20, 900),
        Limited.GUESSED_KEY: (30, 60),
        Limited.CALL: (1200, 60),
        Limited.NOTED: (1, 900),
    }


def test_what_is_counted_is_counted_once_however_many_ask_at_once() -> None:
    limits = Limits(ALLOWANCES)

    def knock(_: int) -> bool:
        try:
            limits.count(Limited.GUESSED_LINK, "192.0.2.1")
        except TooMany:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(knock, range(200))) == 30


def test_however_many_come_the_memory_stays_small_and_the_count_goes_on() -> None:
    limits = Limits(ALLOWANCES)
    for number in range(MOST_KNOWN + 10):
        assert limits.wait(Limited.GUESSED_LINK, f"address {number}") is None
    for _ in range(30):
        assert limits.wait(Limited.GUESSED_LINK, "the same") is None
    assert limits.wait(Limited.GUESSED_LINK, "the same") is not None


def test_looking_counts_nothing_and_sees_what_was_counted() -> None:
    limits = Limits(ALLOWANCES)
    for _ in range(40):
        limits.look(Limited.GUESSED_LINK, "192.0.2.1")
    for _ in range(30):
        limits.count(Limited.GUESSED_LINK, "192.0.2.1")
    with pytest.raises(TooMany) as refusal:
        limits.look(Limited.GUESSED_LINK, "192.0.2.1")
    assert 1 <= refusal.value.seconds <= 60
    limits.look(Limited.GUESSED_LINK, "192.0.2.2")
