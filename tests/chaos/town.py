"""The councils of whole regions with contacts of their own, and cycles that ask them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx

from models.directory import PartyBody, import_contacts, party_bodies
from models.store.database import Database
from tests.chaos.rig import Rig
from tests.journey.house import browser, eventually
from tests.today import today
from workflows.rules.kinds import PartySelector

REGIONS = ("1081", "1082", "1083", "1084", "1085")
YEAR = 2028
TODAY = today()
DOCUMENT = Path("cli/embedded/demo/sundhedsaftale-eksempel.pdf")


@dataclass(frozen=True)
class Council:
    """A council that is asked: its cycle and the title of that, its code, and the path of the link in its mail."""

    cycle_id: str
    title: str
    code: str
    link: str


def parties_of(database: Database, region: str) -> tuple[PartyBody, ...]:
    with database.read() as session:
        selector = PartySelector.REGION_AND_MUNICIPALITIES
        return party_bodies(session, region_code=region, selector=selector, on=TODAY)


def lay_contacts(database: Database, regions: Iterable[str]) -> None:
    """Give every council of some regions, and their secretariats, mailboxes."""
    lines = ["code,name,mailbox,main_mailbox,second_mailbox,phone,website"]
    for region in regions:
        lines.append(f"sekretariat-{region},Kontoret,kontor@{region}.example,kontor@{region}.example,,,")
        lines += [
            f"{party.code},Rådssekretariatet,{_mailbox(party.code)},post@{party.code}.example,,,"
            for party in parties_of(database, region)
        ]
    report = import_contacts(database, "\n".join(lines) + "\n")
    assert not report.problems, report.problems


def title_of(year: int) -> str:
    """Return what the sundhedsaftale is called that is in force from a year on."""
    return f"Sundhedsaftalen {year}-{year + 3}"


def cycle_of(region: str, *, year: int = YEAR, **more: Any) -> dict[str, Any]:
    """Return what starts a region's sundhedsaftale, in force from a year on, at its approval."""
    return {
        "kind": "sundhedsaftale",
        "region": region,
        "title": title_of(year),
        "period_start": f"{year}-01-01",
        "approval_deadline": (TODAY + timedelta(days=120)).isoformat(),
        "start_phase": "godkendelse",
        "out_of_basis_reason": "Prøve",
        "unreachable_reason": "Prøve",
    } | more


def start_cycles(rig: Rig, regions: Iterable[str], bearer: dict[str, str], *, year: int = YEAR) -> dict[str, str]:
    """Start a cycle in each region with its first version; return their ids by the regions' codes."""
    with browser(rig.url, headers=bearer) as web:
        return {region: _start(web, region, year) for region in regions}


def councils_asked(rig: Rig, cycles: Mapping[str, str], *, year: int = YEAR) -> list[Council]:
    """Wait until every council of some cycles (ids by region) has its mail; return them with their links."""
    database = rig.database()
    wanted = [
        (cycle_id, party.code) for region, cycle_id in cycles.items() for party in parties_of(database, region)
    ]
    database.close()

    def links() -> dict[str, str] | None:
        found = {mail["to"]: mail["link"] for mail in _with_link(rig, title_of(year))}
        return found if {_mailbox(code) for _, code in wanted} <= found.keys() else None

    by_mailbox: dict[str, str] = eventually(links, what="a mail to every council")
    return [Council(cycle_id, title_of(year), code, by_mailbox[_mailbox(code)]) for cycle_id, code in wanted]


def another_link(rig: Rig, council: Council, bearer: dict[str, str]) -> Council:
    """Have a council's link sent anew, whatever falls meanwhile; return the council with it."""
    url = f"{rig.url}/api/v1/cycles/{council.cycle_id}/links"
    headers = bearer | {"Idempotency-Key": f"nyt-link-{council.code}"}
    asked = {"party": council.code, "reason": "Mailen er slettet"}
    eventually(
        lambda: rig.web.post(url, json=asked, headers=headers).status_code == httpx.codes.ACCEPTED,
        what="a new link",
    )

    def link() -> str | None:
        mine = [mail["link"] for mail in _with_link(rig, council.title) if mail["to"] == _mailbox(council.code)]
        return mine[-1] if mine[-1] != council.link else None

    return replace(council, link=eventually(link, what="the new link's mail"))


def _with_link(rig: Rig, title: str) -> Iterator[dict[str, str]]:
    return (mail for mail in rig.mails() if mail.get("link") and title in mail["subject"])


def _mailbox(code: str) -> str:
    return f"sundhed@{code}.example"


def _start(web: httpx.Client, region: str, year: int) -> str:
    started = web.post("/api/v1/cycles", json=cycle_of(region, year=year))
    assert started.status_code == httpx.codes.CREATED, started.text
    cycle_id = str(started.json()["id"])
    with DOCUMENT.open("rb") as file:
        files = {"file": (DOCUMENT.name, file, "application/pdf")}
        put = web.post(f"/api/v1/cycles/{cycle_id}/versions", files=files, data={"label": "Til godkendelse"})
    assert put.status_code == httpx.codes.CREATED, put.text
    return cycle_id
