"""`make chaos`: the long run of all that must be certain, and its table.

Takes about an hour on two cores; every part of it has an end of its own. Ends with 1 where a promise was not kept.
"""

import logging
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import structlog
from rich.console import Console
from rich.table import Table

from tests.chaos.calm import repeated_mails_without_faults
from tests.chaos.measured import figures
from tests.chaos.rig import running_rig
from tests.chaos.starts import repeated_start
from tests.chaos.timing import answers_at_odd_times
from tests.chaos.town import REGIONS
from tests.chaos.trial import Size, tried
from tests.trust.figures import Figure
from tests.trust.forging.tampering import tampered_registers
from tests.trust.machines import decisions_by_machines
from tests.trust.reminders import Gone, reminders_after_outages
from tests.trust.routes import routes_asserted
from tests.trust.schema import schema_errors

LONG = Size(requests=10_000, regions=REGIONS, pause=(5.0, 40.0), years=(2028, 2032, 2036, 2040))
VISITS = 10_000
FORGERIES = 1_000
EXAMPLES = 50
OUTAGES = ((Gone.MAIL_SERVER, 1), (Gone.ENGINE, 1), (Gone.ENGINE, 15))
MINUTE = 60


def _requests() -> Iterable[Figure]:
    return figures(tried(LONG))


def _odd_times() -> Iterable[Figure]:
    with running_rig() as rig:
        calm = [repeated_start(rig, "1082"), repeated_mails_without_faults(rig, "1085")]
        return [*calm, answers_at_odd_times(rig, "1081")]


def _reminders() -> Iterable[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        return [reminders_after_outages(Path(folder), OUTAGES)]


MEASURES: dict[str, Callable[[], Iterable[Figure]]] = {
    "Forfalskede registre": lambda: [tampered_registers(FORGERIES)],
    "Adresser og adgang": lambda: [routes_asserted()],
    "Svar på skæve tider": _odd_times,
    "Påmindelser efter udfald": _reminders,
    "Maskiner, der klikker": lambda: [decisions_by_machines(VISITS)],
    "Vildt input": lambda: [schema_errors(EXAMPLES)],
    "Henvendelser under kill -9": _requests,
}


def main() -> int:
    """Measure everything, print the table, and return 0 if every promise was kept."""
    _silence()
    console = Console(width=160, highlight=False)
    measured: list[Figure] = []
    broken: list[str] = []
    for name, measure in MEASURES.items():
        begun = time.monotonic()
        console.print(f"{name} …")
        try:
            measured += measure()
        except Exception:  # noqa: BLE001  # what the other measures take an hour to find must not be lost
            console.print_exception()
            broken.append(name)
        console.print(f"  {(time.monotonic() - begun) / MINUTE:.0f} minutter")
    console.print(_table(measured))
    for name in broken:
        console.print(f"[red]✗[/] Ikke målt: {name}")
    return 0 if not broken and all(figure.is_met for figure in measured) else 1


def _silence() -> None:
    """Let the parts that run in this process say nothing of the faults that are made on purpose."""
    logging.disable(logging.CRITICAL)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))


def _table(measured: Iterable[Figure]) -> Table:
    table = Table("#", "egenskab", "mål", "målt", "", title="Det, man skal kunne stole på")
    for figure in sorted(measured, key=lambda each: int(each.number[1:])):
        mark = "[green]✓[/]" if figure.is_met else "[red]✗[/]"
        table.add_row(figure.number, figure.property, figure.target, figure.measured, mark)
    return table


if __name__ == "__main__":
    sys.exit(main())
