"""What an officer does at the desk."""

from datetime import date

from playwright.sync_api import Locator, expect
from sqlmodel import select

from models.access.staff import Role
from models.tables import CaseFact, FactKind
from tests.browser.clerking import WORDS, report
from tests.browser.conftest import Arriving, Opening
from tests.browser.visitor import Visitor
from tests.pages.serving import Place

DOUBTFUL = "Godkendt under forudsætning eller med ændring"
DAY = date(2026, 3, 1)


def test_a_doubtful_answer_is_ruled_from_the_desk_and_counts(open_office: Opening, arrive: Arriving) -> None:
    place = open_office(lambda office: office.open_round())
    clerk, officer = arrive(place.origin), arrive(place.origin)
    report(clerk, f"/b/{place.office.token()}", DOUBTFUL, DAY)
    place.office.record_all()
    officer.sign_in(place, Role.SECRETARIAT)
    officer.go("/")
    officer.sees("2 opgaver venter på jer.")
    _rule(officer)
    officer.sees_title("Mit bord")
    officer.sees("Gem afklaring: modtaget som nr.", "1 opgave venter på jer.")
    place.office.record_all()
    officer.go(officer.path)
    officer.sees("Afklaring er registreret")
    expect(_task(officer, "Læsø")).to_have_count(0)
    expect(officer.page.get_by_role("checkbox", name="Læsø")).to_be_visible()
    _is_counted(place, officer, clerk)


def _rule(officer: Visitor) -> None:
    with officer.inside(_task(officer, "Læsø").filter(has_text="Afgør, om beslutningen tæller")):
        officer.sees(DOUBTFUL, WORDS)
        officer.unfold("Afgør, om beslutningen tæller")
        officer.choose("Tæller beslutningen?", "Ja, den tæller")
        officer.fill("Begrundelse", "Forudsætningen er opfyldt.")
        officer.press("Gem afklaring")


def _is_counted(place: Place, officer: Visitor, clerk: Visitor) -> None:
    officer.press("Sundhedsaftalen 2028-2031")
    officer.sees("1 af 12 tæller")
    expect(officer.page.get_by_role("row").filter(has_text="Læsø").first).to_contain_text("tæller")
    clerk.go(f"/b/{place.office.token()}")
    clerk.sees("I er færdige. Rådets godkendelse er registreret og tæller.")
    with place.office.database.read() as session:
        (ruled,) = session.exec(select(CaseFact).where(CaseFact.kind == FactKind.RULED))
    assert (ruled.party, ruled.counts) == ("825", True)


def _task(officer: Visitor, council: str) -> Locator:
    return officer.page.locator("ul.tasks > li").filter(has_text=council)
