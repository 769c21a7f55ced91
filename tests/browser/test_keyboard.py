"""A decision without a mouse."""

from tests.api.office import ANSWER
from tests.api.paper import answers
from tests.browser.conftest import Arriving, Opening
from tests.browser.visitor import Visitor

TYPED = {
    "Dag": "1",
    "Måned": "3",
    "År": "2026",
    "Punkt på dagsordenen": ANSWER["agenda_item"],
    "Beslutningen, ord for ord": ANSWER["decision_text"],
    "Hvem indberetter?": ANSWER["reported_by"],
}


def test_a_decision_is_reported_with_the_keyboard_alone(open_office: Opening, arrive: Arriving) -> None:
    place = open_office(lambda office: office.open_round())
    clerk = arrive(place.origin)
    clerk.go(f"/b/{place.office.token()}/beslutning")
    _tell(clerk)
    clerk.tab_to("Send indberetningen")
    clerk.press_key("Space")
    assert clerk.receipt() > 0
    place.office.record_all()
    clerk.tab_to("Se, om det er registreret", "link")
    clerk.press_key("Enter")
    clerk.sees("Registreret", "Godkendt", "punkt 7", ANSWER["decision_text"])
    (answer,) = answers(place.office)
    assert {name: answer.payload[name] for name in ANSWER} == ANSWER


def _tell(clerk: Visitor) -> None:
    clerk.tab_to("Gå til sidens indhold", "link")
    clerk.press_key("Enter")
    for choice in ("Godkendt", "Rådet selv"):
        clerk.tab_to(choice, "radio")
        clerk.press_key("Space")
    clerk.tab_to("Fortsæt")
    clerk.press_key("Enter")
    for label, text in TYPED.items():
        clerk.tab_to(label, "textbox")
        clerk.page.keyboard.type(text)
    clerk.tab_to("Fortsæt")
    clerk.press_key("Enter")
    clerk.sees_title("Tjek jeres svar")
