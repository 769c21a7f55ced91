"""What a round without trouble costs the officer: from "everybody was asked" to "confirmed"."""

from sqlmodel import select

from models.access.staff import Role
from models.tables import MinutesCheck, Request, RequestResult
from tests.api.office import ANSWER, PDF, Office
from tests.browser.conftest import Arriving, Opening
from tests.browser.visitor import Visitor
from tests.pages.scenes import COUNCILS
from tests.pages.serving import Place
from workflows.contracts.cycles import EnterPhase
from workflows.contracts.rounds import RoundRef
from workflows.rules.course.phases import Phase
from workflows.rules.requests import RequestKind

MOST = 15
MINUTES = PDF + b"referat"


def test_minutes_that_came_along_are_read_and_checked_in_fifteen_inputs(
    open_office: Opening, arrive: Arriving
) -> None:
    place = open_office(lambda office: office.open_round())
    _everybody_approves(place.office, with_minutes=True)
    officer = _at_the_desk(place, arrive)
    links = officer.page.get_by_role("link", name="Hent referatet fra").all()
    assert len(links) == len(COUNCILS)
    for link in links:
        assert _read(officer, link.inner_text()) == MINUTES
    _confirm(place, officer)
    assert officer.inputs == MOST


def test_minutes_that_are_found_elsewhere_are_ticked_off_in_fifteen_inputs(
    open_office: Opening, arrive: Arriving
) -> None:
    place = open_office(lambda office: office.open_round())
    _everybody_approves(place.office, with_minutes=False)
    officer = _at_the_desk(place, arrive)
    boxes = officer.page.get_by_role("checkbox").all()
    assert len(boxes) == len(COUNCILS)
    for label in officer.main.locator(".form-group-checkbox label").all_inner_texts():
        officer.tick(label)
    _confirm(place, officer)
    assert officer.inputs == MOST


def _everybody_approves(office: Office, *, with_minutes: bool) -> None:
    """Have every council answer, and the engine go on."""
    for party in COUNCILS:
        files = {"minutes_file": (f"referat {party}.pdf", MINUTES)} if with_minutes else None
        answer = office.client().post(f"/b/{office.token(party)}", data=ANSWER, files=files)
        assert answer.status_code == 303, answer.text
    office.record_all()
    office.register.settle_round(RoundRef(office.cycle, 1))
    office.register.enter_phase(EnterPhase(office.cycle, Phase.CONFIRMATION))


def _at_the_desk(place: Place, arrive: Arriving) -> Visitor:
    officer = arrive(place.origin)
    officer.sign_in(place, Role.SECRETARIAT)
    officer.go("/")
    officer.sees("12 opgaver venter på jer.")
    return officer


def _confirm(place: Place, officer: Visitor) -> None:
    officer.press("Kontrolleret mod referatet")
    officer.sees("registrér stadfæstelsen", "12 beslutninger er kontrolleret")
    officer.fill("Dato for mødet", "2026-03-01")
    officer.press("Registrér stadfæstelse")
    officer.sees_title("Mit bord")
    place.office.record_all()
    assert _recorded(place.office) == (12, "2026-03-01", True)
    officer.go(officer.path)
    officer.sees("Stadfæstelse er registreret")


def _read(officer: Visitor, link: str) -> bytes:
    with officer.page.expect_download() as download:
        officer.press(link)
    return download.value.path().read_bytes()


def _recorded(office: Office) -> tuple[int, object, bool]:
    """Return how many decisions are checked, when the agreement was confirmed, and whether that is recorded."""
    with office.database.read() as session:
        (asked,) = session.exec(select(Request).where(Request.kind == RequestKind.CONFIRM))
        result = session.get_one(RequestResult, asked.id)
        return len(session.exec(select(MinutesCheck)).all()), asked.payload["confirmed_on"], result.is_recorded
