"""No machine decides anything: not by visiting, not by clicking."""

from tests.trust.machines import ROOMS, figure_of, machines_at_work

VISITS = 400


def test_machines_that_visit_and_click_decide_nothing() -> None:
    machines = machines_at_work(VISITS)
    figure = figure_of(machines)
    assert figure.is_met, figure
    assert machines.crawled.visits >= VISITS
    assert ROOMS.keys() <= machines.crawled.rooms.keys()
    assert machines.crawled.failed == set()
    assert machines.crawled.statuses[200] > VISITS / 2, machines.crawled.statuses
    assert machines.crawled.statuses[429] == 0
    assert machines.clicks.deepest >= 3
    assert {
        *("Send høringssvaret", "Send svaret", "Send status", "Gem kontakt og mødedatoer", "Log ind"),
    } <= machines.clicks.labels
