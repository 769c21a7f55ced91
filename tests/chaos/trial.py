"""A whole round reported while its parts are killed: what the clerks saw, held against what the database has."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import TypeVar

from sqlmodel import Session, func, select

from models.tables import Decision, Letter, Request, RequestResult, Table
from tests.chaos.clerks import UNRECORDED, Acknowledged, Refused, TownHall
from tests.chaos.idleness import has_work_in_hand
from tests.chaos.kills import Injuries, Injury, injuries
from tests.chaos.paperwork import FINAL, Form, finals, plans
from tests.chaos.rig import Rig, running_rig
from tests.chaos.town import YEAR, Council, another_link, councils_asked, lay_contacts, start_cycles
from tests.journey.house import eventually
from workflows.rules.letters import LetterState

T = TypeVar("T", bound=Table)
AT_ONCE = 20
OLD_LINK, OTHER_WINDOW = "gammelt-link", "andet-vindue"
MORE = 40
SETTLING = 420.0
QUIET = 1.0
"""Seconds, longer than a word is under way from one workflow to another."""
UNSENT = select(func.count()).select_from(Letter).where(Letter.state == LetterState.PLANNED)


@dataclass(frozen=True)
class Size:
    """How much is reported in which regions (codes), and the pauses between two kills (seconds).

    `years` are those of the agreements that each region has at its councils: a council's case is to be as long as
    a real one, and not all that is asked its alone. It `is_considerate` where each kill waits until the one before
    is got over.
    """

    requests: int
    regions: tuple[str, ...]
    pause: tuple[float, float]
    years: tuple[int, ...] = (YEAR,)
    is_considerate: bool = False
    mail_fault_every: int = 9
    seed: int = 20261122


@dataclass
class Trial:
    """What happened: seen by the clerks, by whoever killed, by the mail server, and what the database holds."""

    asked: int
    acknowledged: list[Acknowledged] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    injuries: list[Injury] = field(default_factory=list)
    mails: list[dict[str, str]] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    results: dict[int, RequestResult] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    chain: str = ""

    def saw(self, told: tuple[list[Acknowledged], list[Refused]]) -> None:
        self.acknowledged += told[0]
        self.refused += told[1]


def tried(size: Size) -> Trial:
    """Run a trial; it ends when nothing is left to be recorded or sent, or fails when that takes too long."""
    random, trial = Random(size.seed), Trial(size.requests)  # noqa: S311  # the same each time, for whoever looks for a fault
    with running_rig(mail_fault_every=size.mail_fault_every) as rig:
        bearer = rig.bearer()
        councils = _asked(rig, size, bearer)
        with (
            TownHall(rig) as hall,
            injuries(rig, random, pause=size.pause, is_considerate=size.is_considerate) as hurt,
        ):
            for numbers in _until_all_were_killed(size, rig, hurt):
                trial.saw(hall.report(plans(councils, numbers, random)))
            old, councils[1] = councils[1], another_link(rig, councils[1], bearer)
            trial.saw(hall.report([Form(old, OLD_LINK, FINAL)]))
            for form in finals(councils[::4]):
                trial.acknowledged += hall.report_at_once(form, AT_ONCE)
            trial.saw(hall.report(finals(councils)))
            trial.saw(hall.report([_another(council) for council in councils]))
        trial.injuries = hurt.happened
        _settled(rig)
        _read(rig, trial)
    return trial


def _asked(rig: Rig, size: Size, bearer: dict[str, str]) -> list[Council]:
    database = rig.database()
    lay_contacts(database, size.regions)
    database.close()
    return [
        council
        for year in size.years
        for council in councils_asked(rig, start_cycles(rig, size.regions, bearer, year=year), year=year)
    ]


def _until_all_were_killed(size: Size, rig: Rig, hurt: Injuries) -> Iterator[range]:
    """Give the numbers of the forms to post: so many, and then more for as long as some part was never killed."""
    yield range(size.requests)
    for first in count(size.requests, MORE):
        if {injury.part for injury in hurt.happened} == rig.parts.keys():
            return
        yield range(first, first + MORE)


def _another(council: Council) -> Form:
    """Return what a colleague in another window reports of the same decision."""
    return Form(council, OTHER_WINDOW, FINAL | {"decision_text": "Godkendt som indstillet."})


def _settled(rig: Rig) -> None:
    """Wait until all is recorded and sent, and the engine has nothing in hand that may order more."""
    database = rig.database()
    quiet_since, ordered = time.monotonic(), 0

    def is_at_rest() -> bool:
        nonlocal quiet_since, ordered
        with database.read() as session:
            left = session.exec(UNRECORDED).one() + session.exec(UNSENT).one()
            letters = session.exec(select(func.count()).select_from(Letter)).one()
        if left or letters != ordered or has_work_in_hand(rig.ports["temporal"]):
            quiet_since, ordered = time.monotonic(), letters
        return time.monotonic() - quiet_since > QUIET

    eventually(is_at_rest, within=SETTLING, what="the last record and the last letter")
    database.close()


def _read(rig: Rig, trial: Trial) -> None:
    database = rig.database()
    with database.read() as session:
        trial.requests = _all(session, Request)
        trial.results = {each.request_id: each for each in _all(session, RequestResult)}
        trial.decisions = _all(session, Decision)
        trial.letters = _all(session, Letter)
    database.close()
    trial.mails = rig.mails()
    trial.chain = rig.run("register", "verify")


def _all(session: Session, table: type[T]) -> list[T]:
    return list(session.exec(select(table)))
