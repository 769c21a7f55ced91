"""A house in which a whole cycle is played from approval to submission, and the hearing of another."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

import httpx

from models.inbox.submission import NewRequest, submit
from models.store.database import Database
from request_types import request_type
from tests.journey.commands import words
from tests.journey.commands.words import LAESOE, Asked
from tests.journey.house import NORDJYLLAND, House, eventually
from tests.journey.secrets import NAMES
from tests.today import today

HEARING: Final = "høring"
ON_DESK: Final = "SELECT max(id) FROM desk_task WHERE cycle_id = ? AND done_at IS NULL"
OPEN: Final = "SELECT count(*) FROM inquiry WHERE cycle_id = ? AND slug = 'høring'"
REFUSED: Final = (
    "SELECT count(*) FROM request_result JOIN request ON request.id = request_id"
    " WHERE cycle_id = ? AND NOT is_recorded"
)


def played(house: House) -> set[str]:
    """Play it; return the secrets that were handed out: tokens of links, a cookie, a program's token."""
    officer = house.officer()
    secrets = {house.api["Authorization"].removeprefix("Bearer "), *officer.cookies.values()}
    officer.close()
    secrets |= _decide(house)
    _ask_about_decisions(house)
    _hear(house)
    return secrets


def _decide(house: House) -> set[str]:
    """Let every council of Nordjylland plan and approve through its link; return the links' tokens."""
    links = eventually(lambda: found if len(found := house.links()) == 12 else None, what="twelve mails")
    _ask_each(house, words.WHILE_OPEN)
    for number, link in enumerate(links.values()):
        who = NAMES[number % len(NAMES)]
        plan = {"planned_meeting_date": _day("in 20 days"), "reported_by": f"{who}, planlægger {number}"}
        assert house.web.post(link, data=plan).status_code == httpx.codes.SEE_OTHER
        answer = house.approve(
            link,
            outcome="approved_with_remarks",
            decision_text=f"Rådet nr. {number} tiltrådte indstillingen enstemmigt.",
            remarks=f"Bemærkning nr. {number}: {who} ønsker en årlig drøftelse.",
            case_number=f"00.01.{number:02}-P35-2-26",
            minutes_url=f"https://raad{number}.example/referat",
            reported_by=f"{who}, sagsbehandler {number}",
        )
        assert answer.status_code == httpx.codes.SEE_OTHER, answer.text
    eventually(lambda: house.cycle()["phase"] == "stadfæstelse", what="stadfæstelse")
    return {link.rpartition("/")[2] for link in links.values()}


def _ask_about_decisions(house: House) -> None:
    councils = house.cycle()["councils"]
    first = {"party": councils[0]["code"], "decision": councils[0]["decision"]}
    for action, said in words.ABOUT_A_DECISION:
        match action:
            case "tasks":
                about: dict[str, Any] = {"task": _number(house, ON_DESK, NORDJYLLAND)}
            case "protests" | "rulings":
                about = first
            case _:
                about = {"party": first["party"]}
        _ask(house, action, about | said)
    for council in councils:
        _ask(house, "checks", {"decision": council["decision"]})
    _ask(house, "confirmation", {"confirmed_on": _day("today")})
    eventually(lambda: house.cycle()["phase"] == "indsendelse", what="indsendelse")
    _ask_each(house, words.AFTERWARDS)
    _ask_each(house, words.IN_VAIN, is_granted=False)
    _ask(house, "reopenings", first | {"reason": "Iben Prøvegaard skrev for sent."}, is_granted=False)


def _hear(house: House) -> None:
    """Start another agreement with its hearing, let two answer, judge a remark, and give it up."""
    begun = house.web.post("/api/v1/cycles", json=words.NEXT_AGREEMENT, headers=house.api).raise_for_status()
    cycle = begun.json()["id"]
    files = {"file": ("udkast.pdf", b"%PDF-1.7 udkast\n%%EOF\n", "application/pdf")}
    told = {"label": "Høringsudkast fra Bo Prøvekjær"}
    place = f"/api/v1/cycles/{cycle}/versions"
    house.web.post(place, data=told, files=files, headers=house.api).raise_for_status()
    eventually(lambda: _number(house, OPEN, cycle), what="the hearing")
    _put_into_the_inbox(house, cycle)
    for action, said in words.IN_A_HEARING:
        is_about_it = action in {"hearing-answers", "extensions", "inquiry-closures"}
        _ask(house, action, said | ({"inquiry": HEARING} if is_about_it else {}), cycle)


def _put_into_the_inbox(house: House, cycle: str) -> None:
    """Put into the inbox what no form offers in a hearing: the engine is told, and refuses it."""
    database = Database(f"sqlite:///{house.folder / 'aftalehjulet.db'}")
    for kind, said in words.OF_ANOTHER_INQUIRY.items():
        asked = NewRequest(
            key=f"journey-{kind}",
            cycle_id=cycle,
            kind=kind,
            payload=request_type(kind).payload.model_validate(said),
            made_by="staff:1",
            party=LAESOE,
            inquiry=HEARING,
        )
        submit(database, asked, at=datetime.now(UTC))
    database.close()
    wanted = len(words.OF_ANOTHER_INQUIRY)
    eventually(lambda: _number(house, REFUSED, cycle) == wanted, what="two refusals")


def _ask_each(house: House, asked: Asked, *, is_granted: bool = True) -> None:
    for action, said in asked:
        _ask(house, action, said, is_granted=is_granted)


def _ask(
    house: House, action: str, body: dict[str, Any], cycle: str = NORDJYLLAND, *, is_granted: bool = True
) -> None:
    dated = {name: _day(value) if isinstance(value, str) else value for name, value in body.items()}
    answer = house.web.post(f"/api/v1/cycles/{cycle}/{action}", json=dated, headers=house.api)
    assert answer.status_code == httpx.codes.ACCEPTED, (action, answer.text)
    url = answer.json()["status_url"]

    def decided() -> dict[str, Any] | None:
        state: dict[str, Any] = house.web.get(url, headers=house.api).raise_for_status().json()
        return state if state["state"] != "received" else None

    told = eventually(decided, what=url)
    assert told["state"] == ("recorded" if is_granted else "refused"), (action, told)


def _day(said: str) -> str:
    """Return "today" and "in 20 days" as dates, anything else as it is."""
    first, _, rest = said.partition(" ")
    days = 0 if said == "today" else int(rest.removesuffix(" days")) if first == "in" else None
    return said if days is None else (today() + timedelta(days=days)).isoformat()


def _number(house: House, statement: str, cycle: str) -> int:
    """Return the number that a statement about a cycle finds in the store, 0 where it finds none."""
    database = Database(f"sqlite:///{house.folder / 'aftalehjulet.db'}")
    with database.read() as session:
        found = session.connection().exec_driver_sql(statement, (cycle,)).scalar()
    database.close()
    return int(found or 0)
