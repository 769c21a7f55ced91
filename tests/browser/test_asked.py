"""What those do who are asked in a hearing, before an adoption and when the agreement is followed up."""

from datetime import date
from pathlib import Path

from playwright.sync_api import expect
from sqlmodel import col, select

from models.tables import Document, HearingAnswer, Initiative, Meeting, StatusReport
from tests.api import asking
from tests.api.office import PDF
from tests.browser.conftest import Arriving, Opening
from tests.browser.visitor import Visitor
from tests.pages.serving import Place
from workflows.rules.follow_up import Progress

REMARK = "Afsnit 3 bør nævne <øer> & øboere."
MEETING = date(2026, 4, 27)


def test_a_hearing_is_answered_with_text_and_with_a_file(
    open_office: Opening, arrive: Arriving, tmp_path: Path
) -> None:
    place = open_office(asking.hear)
    party = arrive(place.origin)
    party.go(f"/h/{asking.token_of(place.office, asking.HEARING, '825')}")
    party.fill("Skriv svaret her", REMARK)
    party.press("Send høringssvaret")
    party.sees("Skriv, hvem der svarer.")
    expect(party.field("Skriv svaret her")).to_have_value(REMARK)
    party.fill("Hvem svarer?", "Sundhedsforvaltningen")
    party.press("Send høringssvaret")
    _is_recorded(place, party, "Høringssvar", REMARK)
    party.press("Ret det, I sendte")
    party.attach("Eller vedlæg det som fil", _file(tmp_path))
    party.fill("Hvem svarer?", "Sundhedsforvaltningen")
    party.press("Send høringssvaret")
    _is_recorded(place, party, "Vedlagt fil")
    with place.office.database.read() as session:
        first, second = session.exec(select(HearingAnswer).order_by(col(HearingAnswer.id)))
        assert (first.text, first.sha256) == (REMARK, None)
        assert session.get_one(Document, second.sha256).content == PDF + b"svar"


def test_a_contact_is_put_right_and_meetings_are_told(open_office: Opening, arrive: Arriving) -> None:
    place = open_office(asking.check_contacts)
    clerk = arrive(place.origin)
    clerk.go(f"/k/{asking.token_of(place.office, asking.CONTACTS, '825')}")
    clerk.sees("Er vi havnet rigtigt?", "@raad.example.")
    clerk.tick("Nej, den skal sendes til en anden postkasse")
    clerk.fill("Den rigtige postkasse", "byraad@laesoe.example")
    with clerk.inside(clerk.page.locator("#council_meetings")):
        clerk.fill("1. møde", MEETING.isoformat())
    clerk.fill("Hvem svarer?", "Byrådssekretariatet")
    clerk.press("Send svaret")
    _is_recorded(place, clerk, "byraad@laesoe.example", "27. april 2026")
    with place.office.database.read() as session:
        assert MEETING in {each.held_on for each in session.exec(select(Meeting))}


def test_a_status_is_reported_from_the_one_before(open_office: Opening, arrive: Arriving) -> None:
    place = open_office(asking.ask_status)
    owner = arrive(place.origin)
    owner.go(f"/o/{asking.token_of(place.office, asking.STATUS, _owner(place))}")
    for number in (1, 2):
        expect(owner.page.locator(f"#progress-{number}")).to_have_value(Progress.UNDER_WAY.value)
    with owner.inside(owner.page.locator("section").filter(has_text="2. Indsats 2")):
        owner.choose("Status", Progress.DELAYED.danish)
        owner.fill("Bemærkning", "Mangler en læge på øen")
    owner.fill("Hvem melder?", "Klyngen")
    owner.press("Send status")
    _is_recorded(place, owner, "Mangler en læge på øen")
    with place.office.database.read() as session:
        found = session.exec(select(StatusReport.progress, StatusReport.note).order_by(col(StatusReport.id)))
        assert list(found) == [(Progress.UNDER_WAY, ""), (Progress.DELAYED, "Mangler en læge på øen")]


def _is_recorded(place: Place, visitor: Visitor, *texts: str) -> None:
    assert visitor.receipt() > 0
    visitor.sees("Kvittering følger, når svaret er registreret", *texts)
    place.office.record_all()
    visitor.press("Se, om det er registreret")
    visitor.sees("Registreret", *texts)


def _owner(place: Place) -> str:
    with place.office.database.read() as session:
        return session.exec(select(Initiative.owner_code)).first() or ""


def _file(folder: Path) -> Path:
    path = folder / "svar.pdf"
    path.write_bytes(PDF + b"svar")
    return path
