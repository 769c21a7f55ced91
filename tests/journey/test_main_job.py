"""The main job, on real parts: from twelve mails to an agreement that waits for its first day."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import httpx
from sqlmodel import select

from models.store.database import Database
from models.tables import Letter
from tests.journey.house import MIDTJYLLAND, NORDJYLLAND, House, eventually
from workflows.rules.letters import LetterState


def test_the_twelve_councils_of_nordjylland_get_a_mail_with_a_link(house: House) -> None:
    mailboxes = house.asked()
    assert len(mailboxes) == 12
    assert len(set(mailboxes)) == 12
    subject = house.mails("Læsø")[0]["subject"]
    assert subject.startswith("Læsø Kommune: beslutning om Sundhedsaftalen 2028-2031 – svar senest ")


def test_midtjylland_is_lived_in(house: House) -> None:
    def states() -> dict[str, str | None]:
        return {each["name"]: each["outcome"] for each in house.cycle(MIDTJYLLAND)["councils"]}

    eventually(lambda: sum(outcome is not None for outcome in states().values()) == 16, what="16 answers")
    outcomes = states()
    assert len(outcomes) == 20
    assert outcomes["Struer"] == "postponed"
    assert outcomes["Samsø"] == "noted"
    assert outcomes["Silkeborg"] == "approved_with_remarks"
    assert [name for name, outcome in outcomes.items() if outcome is None] == [
        "Lemvig",
        "Ringkøbing-Skjern",
        "Viborg",
        "Regionsrådet",
    ]


def test_the_undeliverable_letter_lies_on_the_desk(house: House) -> None:
    with closing(house.officer()) as browser:

        def desk() -> str | None:
            text = browser.get("/").raise_for_status().text
            return text if "Ringkøbing-Skjern" in text else None

        assert "ikke leveret" in eventually(desk, what="the task")


def test_opening_a_link_changes_nothing(house: House) -> None:
    link = house.links()["sundhed@laesoe.example"]
    before = house.cycle()
    for _ in range(2):
        page = house.web.get(link)
        assert page.status_code == 200
        assert "Læsø Kommune" in page.text
    assert house.web.head(link).status_code == 200
    assert house.cycle() == before


def test_a_decision_is_recorded_and_receipted(house: House) -> None:
    link = house.links()["sundhed@laesoe.example"]
    answer = house.approve(link)
    assert answer.status_code == 303
    recorded = eventually(lambda: house.council("Læsø")["outcome"] and house.council("Læsø"))
    assert (recorded["outcome"], recorded["decided_by"], recorded["state"]) == ("approved", "council", "tæller")
    page = house.web.get(answer.headers["location"]).text
    assert "Registreret" in page
    receipts = eventually(
        lambda: mails if len(mails := house.mails("Læsø Kommune: svar")) == 2 else None, what="two receipts"
    )
    assert {mail["recipients"]["to"][0] for mail in receipts} == {"sundhed@laesoe.example", "post@laesoe.example"}
    assert "Har I ikke selv indberettet dette" in house.text_of(receipts[0]["id"])


def test_a_second_final_answer_is_refused_with_the_reason_shown_and_mailed(house: House) -> None:
    link = house.links()["sundhed@laesoe.example"]
    answer = house.approve(link, outcome="rejected", decision_text="Ikke godkendt.")
    assert answer.status_code == 303
    receipt = answer.headers["location"]
    page = eventually(lambda: text if "Afvist" in (text := house.web.get(receipt).text) else None)
    assert "allerede registreret" in page
    eventually(lambda: house.mails("Læsø Kommune: indberetningen om"), what="the refusal's mail")
    assert house.council("Læsø")["outcome"] == "approved"


def test_twenty_posts_of_one_form_are_one_decision_with_one_receipt(house: House) -> None:
    link = house.links()["sundhed@rebild.example"]
    with ThreadPoolExecutor(20) as clerks:
        answers = list(clerks.map(lambda _: house.approve(link, nonce="den-samme-formular"), range(20)))
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.headers["location"] for answer in answers}) == 1
    eventually(lambda: house.council("Rebild")["outcome"] == "approved")
    eventually(lambda: len(house.mails("Rebild Kommune: svar")) == 2, what="two receipts")


def test_when_all_have_approved_the_phase_is_stadfaestelse(house: House) -> None:
    for mailbox, link in house.links().items():
        if mailbox not in {"sundhed@laesoe.example", "sundhed@rebild.example"}:
            assert house.approve(link).status_code == 303
    eventually(lambda: house.cycle()["phase"] == "stadfæstelse", what="stadfæstelse")
    assert (house.cycle()["approved"], house.cycle()["total"]) == (12, 12)


def test_after_the_checks_and_ssus_confirmation_it_goes_to_sundhedsstyrelsen(house: House) -> None:
    too_early = _ask(house, "confirmation", {"confirmed_on": "2026-11-20"})
    assert _outcome(house, too_early)["state"] == "refused"
    for council in house.cycle()["councils"]:
        receipt = _ask(house, "checks", {"decision": council["decision"]})
        assert _outcome(house, receipt)["state"] == "recorded"
    confirmed = _ask(house, "confirmation", {"confirmed_on": "2026-11-20"})
    assert _outcome(house, confirmed)["state"] == "recorded"
    eventually(lambda: house.cycle()["phase"] == "indsendelse", what="indsendelse")
    assert house.run("register", "verify").returncode == 0


def test_sundhedsstyrelsens_points_become_initiatives_and_its_approval_ends_the_submission(house: House) -> None:
    unsent = _ask(house, "authority", {"step": "approved", "happened_on": "2026-11-21"})
    assert _outcome(house, unsent)["state"] == "refused"
    for step in ("submitted", "acknowledged"):
        receipt = _ask(house, "authority", {"step": step, "happened_on": "2026-11-21"})
        assert _outcome(house, receipt)["state"] == "recorded"
    answer: dict[str, object] = {
        "step": "approved",
        "happened_on": "2026-11-22",
        "points": ["Måltal"],
        "owner": "ssu-1081",
    }
    assert _outcome(house, _ask(house, "authority", answer))["state"] == "recorded"
    eventually(lambda: house.cycle()["phase"] == "ikrafttræden", what="ikrafttræden")
    (initiative,) = house.cycle()["initiatives"]
    assert (initiative["title"], initiative["source"]) == ("Måltal", "authority")


def test_every_letter_comes_to_its_end(house: House) -> None:
    eventually(lambda: len(house.mails("er stadfæstet")) == 12, what="twelve letters of the confirmation")
    database = Database(f"sqlite:///{house.folder / 'aftalehjulet.db'}")
    with database.read() as session:
        states = session.exec(select(Letter.state).where(Letter.cycle_id == NORDJYLLAND)).all()
    database.close()
    assert len(states) == 12 + 24 + 1 + 1 + 12  # requests, receipts, a refusal, all have approved, confirmed
    assert set(states) == {LetterState.SENT}
    assert len(house.mails("Rebild Kommune: svar")) == 2, "twenty posts of one form were one decision"


def _ask(house: House, action: str, body: dict[str, object]) -> str:
    answer = house.web.post(f"/api/v1/cycles/{NORDJYLLAND}/{action}", json=body, headers=house.api)
    assert answer.status_code == httpx.codes.ACCEPTED, answer.text
    return str(answer.json()["status_url"])


def _outcome(house: House, status_url: str) -> dict[str, object]:
    def told() -> dict[str, object] | None:
        state: dict[str, object] = house.web.get(status_url, headers=house.api).raise_for_status().json()
        return state if state["state"] != "received" else None

    return eventually(told, what=status_url)
