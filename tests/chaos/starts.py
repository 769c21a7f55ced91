"""One start request, posted by twenty at once, on real parts: one cycle (R12)."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import httpx

from tests.chaos.rig import Rig
from tests.chaos.town import cycle_of, lay_contacts
from tests.journey.house import browser, eventually
from tests.trust.figures import Figure

AT_ONCE = 20


def repeated_start(rig: Rig, region: str) -> Figure:
    """Post the same start twenty times at once, and once more when the cycle runs."""
    database = rig.database()
    lay_contacts(database, [region])
    database.close()
    web = browser(rig.url, headers=rig.bearer())
    before = _cycles(web)
    with ThreadPoolExecutor(AT_ONCE) as officers:
        answers = list(officers.map(lambda _: web.post("/api/v1/cycles", json=cycle_of(region)), range(AT_ONCE)))
    (cycle_id,) = {str(answer.json()["id"]) for answer in answers}
    eventually(
        lambda: web.get(f"/api/v1/cycles/{cycle_id}").json()["phase"] == "godkendelse",
        what="the cycle",
    )
    answers.append(web.post("/api/v1/cycles", json=cycle_of(region)))
    new = _cycles(web) - before
    receipts = {answer.json()["receipt"] for answer in answers}
    statuses = Counter(answer.status_code for answer in answers)
    web.close()
    return Figure(
        "R12",
        "samme start sendt 20 gange på én gang",
        "ét forløb",
        f"{len(new)} forløb, {len(receipts)} kvittering ({statuses[201]} oprettet, {statuses[200]} genkendt)",
        is_met=new == {cycle_id} and len(receipts) == 1 and statuses == {201: 1, 200: AT_ONCE},
    )


def _cycles(web: httpx.Client) -> set[str]:
    return {each["id"] for each in web.get("/api/v1/cycles").raise_for_status().json()["items"]}
