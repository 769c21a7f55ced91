"""Reminders after a day without a mail server, and after days without an engine."""

from pathlib import Path

import pytest

from tests.trust.reminders import Gone, reminders_after_outages


@pytest.mark.parametrize(("gone", "days"), [(Gone.MAIL_SERVER, 1), (Gone.ENGINE, 1), (Gone.ENGINE, 15)])
def test_one_reminder_goes_to_each_silent_council_and_none_to_others(
    tmp_path: Path, gone: Gone, days: int
) -> None:
    figure = reminders_after_outages(tmp_path, [(gone, days)])
    assert figure.is_met, figure
    assert ": 6 til 6 tavse råd" in figure.measured
