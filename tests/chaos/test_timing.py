"""Nothing fails, answers come at odd times, a start is sent again and again: on real parts."""

from collections.abc import Iterator

import pytest

from tests.chaos.calm import repeated_mails_without_faults
from tests.chaos.rig import Rig, running_rig
from tests.chaos.starts import repeated_start
from tests.chaos.timing import answers_at_odd_times


@pytest.fixture(scope="module")
def rig() -> Iterator[Rig]:
    with running_rig() as rig:
        yield rig


def test_twenty_starts_at_once_are_one_cycle(rig: Rig) -> None:
    figure = repeated_start(rig, "1082")
    assert figure.is_met, figure


def test_while_nothing_fails_every_mail_goes_out_once(rig: Rig) -> None:
    figure = repeated_mails_without_faults(rig, "1085")
    assert figure.is_met, figure


def test_an_answer_that_nobody_waits_for_is_kept_or_refused_with_the_reason(rig: Rig) -> None:
    figure = answers_at_odd_times(rig, "1081")
    assert figure.is_met, figure
    assert "heraf 60 på en skæv tid" in figure.measured
