"""What an officer does after a no: the round falls, the text is changed, everybody is asked anew."""

from datetime import date
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.api.office import PDF
from tests.browser.visitor import Visitor
from tests.journey.house import House, eventually

WHY = "Afsnit 4 er skrevet om efter rådets nej."
OFFICER = "sekretariat@demo.example"


def sign_in(officer: Visitor, house: House) -> None:
    """Use a link from the terminal."""
    told = house.run("staff", "link", OFFICER)
    assert told.returncode == 0, told.stderr
    officer.go(told.stdout.strip().splitlines()[-1])
    officer.press("Log ind")
    officer.sees_title("Mit bord")


def close_round(officer: Visitor, council: str, minutes: Path) -> None:
    """Find the no on the desk, and close the round as fallen."""
    task = officer.page.locator("li.panel").filter(has_text=f"{council}:").filter(has_text="Ikke godkendt")
    with officer.inside(task):
        officer.press("gå til forløbet")
    officer.sees("blokeret")
    officer.unfold("Luk runden som faldet")
    with officer.inside(_unfolded(officer, "Luk runden som faldet")):
        officer.fill("Begrundelse", WHY)
        officer.attach("Referat", minutes)
        officer.press("Luk runden som faldet")
    wait_until_asked(officer)


def publish(officer: Visitor, folder: Path, number: int) -> None:
    """Lay up the changed text, and have it adopted."""
    text = folder / f"aftale-{number}.pdf"
    text.write_bytes(PDF + f"% runde {number}\n".encode())
    officer.press("Til forløbet")
    officer.sees("Fasen nu: vedtagelse")
    officer.unfold("Læg en version op")
    officer.attach("Fil", text)
    officer.fill("Versionens navn", f"Genforhandlet udgave {number}")
    officer.fill("Hvad er ændret, og hvorfor?", WHY)
    officer.press("Læg versionen op")
    wait_until_asked(officer)
    officer.press("Til forløbet")


def adopt(officer: Visitor, day: date) -> None:
    """Register that the body which drafts the text has adopted it."""
    officer.unfold("Registrér, at teksten er vedtaget")
    with officer.inside(_unfolded(officer, "Registrér, at teksten er vedtaget")):
        officer.fill("Dato for mødet", day.isoformat())
        officer.press("Registrér vedtagelsen")
    wait_until_asked(officer)


def wait_until_asked(officer: Visitor) -> None:
    """Look at what was asked now and then, until it is registered."""
    expect(officer.page.get_by_role("heading", level=1)).to_contain_text("Henvendelse nr.")
    where = officer.path

    def look() -> bool:
        officer.go(where)
        told = officer.main.inner_text()
        assert "Afvist" not in told, told
        return "Registreret" in told

    eventually(look, what=where)


def _unfolded(officer: Visitor, name: str) -> Locator:
    return officer.page.locator("details").filter(has_text=name).first
