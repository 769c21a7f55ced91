"""Journeys on real parts: mails are read, the worker records, Temporal runs."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlmodel import col, select

from models.store.database import Database
from models.tables import Decision
from tests.api.office import PDF
from tests.browser import renegotiating
from tests.browser.clerking import WORDS, choose_outcome, newest_link, report, tell_details, wait_until_recorded
from tests.browser.conftest import Arriving
from tests.browser.coordinating import cannot_write, find_late_councils, follow_to_temporal, sign_in_by_mail
from tests.browser.visitor import Script, Visitor
from tests.journey.house import House, eventually, open_house
from tests.today import today

YESTERDAY = today() - timedelta(days=1)
IN_TWO_WEEKS = YESTERDAY + timedelta(days=15)
CLERKS = {
    Script.ON: ("Læsø", "825", "sundhed@laesoe.example"),
    Script.OFF: ("Rebild", "840", "sundhed@rebild.example"),
}
NAYSAYERS = {
    Script.ON: ("Aalborg", "sundhed@aalborg.example"),
    Script.OFF: ("Hjørring", "sundhed@hjoerring.example"),
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house with its two imagined cycles."""
    with open_house(tmp_path_factory.mktemp("house") / "var") as house:
        house.start()
        yield house


def test_a_clerk_confirms_the_contact_then_decides_and_then_corrects(
    house: House, arrive: Arriving, script: Script
) -> None:
    name, code, mailbox = CLERKS[script]
    clerk = arrive(str(house.web.base_url))
    clerk.go(newest_link(house, mailbox))
    clerk.sees_title(f"{name} Kommune: beslutning om Sundhedsaftalen 2028-2031")
    _confirms(clerk, mailbox)
    _decides(clerk, script)
    assert house.council(name)["outcome"] == "approved"
    _corrects(clerk)
    council = house.council(name)
    assert (council["outcome"], council["state"]) == ("approved_with_remarks", "tæller")
    first, second = _decisions(house, code)
    assert (first.decision_text, first.corrects) == (WORDS, None)
    assert (second.decision_text, second.corrects, second.remarks) == (WORDS, first.id, "Husk øerne.")


def _confirms(clerk: Visitor, mailbox: str) -> None:
    clerk.sees("Er vi havnet rigtigt, og hvornår behandles sagen?")
    clerk.tick(f"Ja, sagen skal sendes til {mailbox}")
    clerk.fill_day("Rådets møde", IN_TWO_WEEKS)
    clerk.press("Gem kontakt og mødedatoer")
    wait_until_recorded(clerk)
    clerk.press("Til sagen")
    clerk.sees("Indberet beslutningen, når mødet er holdt.")
    clerk.misses("Er vi havnet rigtigt")


def _decides(clerk: Visitor, script: Script) -> None:
    clerk.press("Indberet beslutningen")
    choose_outcome(clerk, "Godkendt")
    clerk.fill("Beslutningen, ord for ord", WORDS)
    clerk.press("Fortsæt")
    summary = clerk.page.locator("#fejl")
    expect(summary).to_contain_text("Skriv punktets nummer på dagsordenen.")
    if script is Script.ON:
        expect(summary).to_be_focused()
    expect(clerk.field("Beslutningen, ord for ord")).to_have_value(WORDS)
    clerk.press("Skriv, hvem der indberetter.")
    expect(clerk.field("Hvem indberetter?")).to_be_focused()
    tell_details(clerk, YESTERDAY)
    clerk.sees("Der er ikke sendt noget endnu.", WORDS, "Byrådssekretariatet")
    clerk.press("Send indberetningen")
    wait_until_recorded(clerk)


def _corrects(clerk: Visitor) -> None:
    clerk.press("Ret det, I sendte")
    clerk.sees("Rettelse.")
    clerk.tick("Godkendt med bemærkninger")
    clerk.press("Fortsæt")
    expect(clerk.field("Punkt på dagsordenen")).to_have_value("12")
    clerk.fill("Bemærkninger til", "Husk øerne.")
    clerk.fill("Hvem indberetter?", "Byrådssekretariatet")
    clerk.press("Fortsæt")
    clerk.press("Send rettelsen")
    wait_until_recorded(clerk)
    clerk.press("Til sagen")
    clerk.sees("I er færdige.", "Godkendt med bemærkninger", "Husk øerne.")


def _decisions(house: House, code: str) -> list[Decision]:
    database = Database(f"sqlite:///{house.folder / 'aftalehjulet.db'}")
    with database.read() as session:
        found = session.exec(select(Decision).where(Decision.party == code).order_by(col(Decision.id))).all()
    database.close()
    return list(found)


def test_a_coordinator_signs_in_by_mail_and_finds_the_late_councils_of_her_cluster(
    house: House, arrive: Arriving, script: Script
) -> None:
    coordinator = arrive(str(house.web.base_url))
    sign_in_by_mail(coordinator, house, f"koordinator-{script.name.lower()}@klynge.example")
    find_late_councils(coordinator)
    cannot_write(coordinator)
    follow_to_temporal(coordinator, script)


def test_a_no_fells_the_round_and_everybody_is_asked_anew(
    house: House, arrive: Arriving, script: Script, tmp_path: Path
) -> None:
    name, mailbox = NAYSAYERS[script]
    round_number, old_link = house.cycle()["round"], newest_link(house, mailbox)
    clerk, officer = arrive(str(house.web.base_url)), arrive(str(house.web.base_url))
    report(clerk, old_link, "Ikke godkendt", YESTERDAY)
    wait_until_recorded(clerk)
    renegotiating.sign_in(officer, house)
    renegotiating.close_round(officer, name, _minutes(tmp_path))
    renegotiating.publish(officer, tmp_path, round_number + 1)
    renegotiating.adopt(officer, YESTERDAY)
    eventually(lambda: house.cycle()["round"] == round_number + 1, what="the next round")
    eventually(lambda: len(house.asked()) == 12 * (round_number + 1), what="twelve new requests")
    clerk.go(old_link)
    clerk.sees("Sekretariatet har lukket runden.", renegotiating.WHY)
    clerk.misses("Indberet beslutningen")
    clerk.go(newest_link(house, mailbox))
    clerk.sees(f"Genforhandlet udgave {round_number + 1}", "Indberet beslutningen")
    assert all(each["outcome"] is None for each in house.cycle()["councils"])


def _minutes(folder: Path) -> Path:
    path = folder / "referat.pdf"
    path.write_bytes(PDF)
    return path
