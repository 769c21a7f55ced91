"""A short trial: a hundred reports while every part is killed in turn. `make chaos` runs the long one."""

import pytest

from tests.chaos.clerks import Acknowledged
from tests.chaos.measured import figures
from tests.chaos.trial import OLD_LINK, OTHER_WINDOW, Size, Trial, tried
from tests.trust.figures import Figure

SHORT = Size(requests=120, regions=("1081",), pause=(0.0, 1.0), is_considerate=True)
PARTS = {"web", "worker", "temporal", "postgresql", "mail"}


@pytest.fixture(scope="module")
def trial() -> Trial:
    return tried(SHORT)


@pytest.fixture(scope="module")
def measured(trial: Trial) -> dict[str, Figure]:
    return {figure.number: figure for figure in figures(trial)}


def _numbers(acknowledged: list[Acknowledged]) -> set[int]:
    return {each.number for each in acknowledged}


def test_each_part_was_killed_while_receipts_were_given(trial: Trial) -> None:
    assert {injury.part.split()[0] for injury in trial.injuries} == PARTS
    assert len(_numbers(trial.acknowledged)) >= SHORT.requests
    assert len(trial.acknowledged) > len(_numbers(trial.acknowledged))
    assert any("fault" in mail for mail in trial.mails)


@pytest.mark.parametrize("number", ["R1", "R2", "R5", "R7"])
def test_what_was_promised_holds(measured: dict[str, Figure], number: str) -> None:
    assert measured[number].is_met, measured[number]


def test_after_every_kill_something_was_recorded_again(trial: Trial, measured: dict[str, Figure]) -> None:
    last = max(result.decided_at for result in trial.results.values())
    assert last > trial.injuries[-1].at or trial.injuries[-1].at > trial.requests[-1].received_at
    assert all(part in measured["R8"].measured for part in PARTS)


def test_of_two_windows_one_counts_and_the_other_is_told_why(trial: Trial) -> None:
    others = [each for each in trial.acknowledged if each.form.nonce == OTHER_WINDOW]
    results = [trial.results[each.number] for each in others]
    assert len(others) + sum(each.form.nonce == OTHER_WINDOW for each in trial.refused) >= 12
    assert not any(result.is_recorded for result in results)
    assert all(result.reason for result in results)


def test_of_two_links_the_newer_one_counts(trial: Trial) -> None:
    (refused,) = [each for each in trial.refused if each.form.nonce == OLD_LINK]
    assert refused.status == 410
    assert "nyt link" in refused.page
    assert refused.form.council.code in {each.party for each in trial.decisions}
