"""Answers that come before anybody waits for them, and when nobody does any more (R3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx

from models.tables import Request, RequestResult
from tests.chaos.paperwork import FINAL
from tests.chaos.rig import Rig
from tests.chaos.town import Council, councils_asked, lay_contacts, parties_of, start_cycles
from tests.journey.house import browser, eventually
from tests.trust.figures import Figure

EARLY, LATE = "for tidligt", "for sent"
WORKERS = ("worker 1", "worker 2")


@dataclass(frozen=True)
class Answered:
    """An answer that came at an odd time: its receipt number, or what it was refused with at once."""

    when: str
    number: int | None
    reason: str


def answers_at_odd_times(rig: Rig, region: str) -> Figure:
    """Answer while no worker runs, and after the round and the whole cycle are over; count what became of it."""
    database = rig.database()
    lay_contacts(database, [region])
    codes = [party.code for party in parties_of(database, region)]
    bearer = rig.bearer()
    for worker in WORKERS:
        rig.parts[worker].kill()
    cycles = start_cycles(rig, [region], bearer)
    with browser(rig.url, headers=bearer) as web:
        told = [*_on_behalf(web, cycles[region], codes, EARLY)]
        for worker in WORKERS:
            rig.parts[worker].start_again()
        councils = councils_asked(rig, cycles)
        told += _by_link(web, councils, "i tide")
        eventually(lambda: _phase(web, cycles[region]) == "stadfæstelse", what="the round's end")
        told += [*_by_link(web, councils, LATE), *_on_behalf(web, cycles[region], codes, LATE)]
        cancelled = web.post(f"/api/v1/cycles/{cycles[region]}/cancellation", json={"reason": "Prøve"})
        assert cancelled.status_code == httpx.codes.ACCEPTED, cancelled.text
        eventually(lambda: _phase(web, cycles[region]) == "annulleret", what="the cycle's end")
        told += [*_by_link(web, councils, LATE), *_on_behalf(web, cycles[region], codes, LATE)]
    figure = _figure(rig, told)
    database.close()
    return figure


def _on_behalf(web: httpx.Client, cycle_id: str, codes: list[str], when: str) -> Iterator[Answered]:
    for code in codes:
        answer = web.post(f"/api/v1/cycles/{cycle_id}/answers", json={"party": code, **FINAL})
        content: dict[str, Any] = answer.json()
        yield Answered(when, content.get("receipt"), str(content.get("detail", "")))


def _by_link(web: httpx.Client, councils: list[Council], when: str) -> list[Answered]:
    return [
        _told(web.post(council.link, data=FINAL | {"nonce": f"{when}-{number}"}), when)
        for number, council in enumerate(councils)
    ]


def _told(answer: httpx.Response, when: str) -> Answered:
    if answer.status_code == httpx.codes.SEE_OTHER:
        return Answered(when, int(answer.headers["location"].rpartition("/")[2]), "")
    return Answered(when, None, answer.text if answer.status_code < httpx.codes.INTERNAL_SERVER_ERROR else "")


def _phase(web: httpx.Client, cycle_id: str) -> str:
    return str(web.get(f"/api/v1/cycles/{cycle_id}").json()["phase"])


def _figure(rig: Rig, told: list[Answered]) -> Figure:
    database = rig.database()
    numbers = [each.number for each in told if each.number is not None]

    def results() -> dict[int, RequestResult] | None:
        with database.read() as session:
            found = {number: session.get(RequestResult, number) for number in numbers}
            assert all(session.get(Request, number) for number in numbers)
        decided = {number: result for number, result in found.items() if result}
        return decided if len(decided) == len(numbers) else None

    decided: dict[int, RequestResult] = eventually(results, what="what came of every answer")
    database.close()
    recorded = sum(each.is_recorded for each in decided.values())
    refused = sum(not each.is_recorded and bool(each.reason) for each in decided.values())
    at_once = sum(each.number is None and bool(each.reason) for each in told)
    odd = [each for each in told if each.when in {EARLY, LATE}]
    return Figure(
        "R3",
        "svar, før forløbet venter, eller efter at det er lukket",
        "100 % bevaret eller afvist med grund",
        f"{recorded + refused + at_once} af {len(told)}, heraf {len(odd)} på en skæv tid"
        f" ({recorded} registreret, {refused} afvist med brev, {at_once} afvist på siden)",
        is_met=recorded + refused + at_once == len(told) and {each.when for each in odd} == {EARLY, LATE},
    )
