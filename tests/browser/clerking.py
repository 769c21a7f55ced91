"""What a clerk does with the pages behind a council's link, step by step."""

from datetime import date

from tests.browser.visitor import Visitor
from tests.journey.house import House, eventually

WORDS = "Indstillingen godkendt – <b>æøå</b> & »שלום«."


def newest_link(house: House, mailbox: str) -> str:
    """Return the link in the newest request of Nordjylland to a mailbox."""
    mails = [mail for mail in house.mails("beslutning om Sundhedsaftalen") if mailbox in mail["recipients"]["to"]]
    return house.link_in(max(mail["id"] for mail in mails))


def choose_outcome(clerk: Visitor, outcome: str, decider: str = "Rådet selv") -> None:
    """Say what was decided, and by whom."""
    clerk.tick(outcome)
    clerk.tick(decider)
    clerk.press("Fortsæt")


def tell_details(clerk: Visitor, day: date, words: str = WORDS) -> None:
    """Say all that an approval needs."""
    clerk.fill_day("Mødets dato", day)
    clerk.fill("Punkt på dagsordenen", "12")
    clerk.fill("Beslutningen, ord for ord", words)
    clerk.fill("Hvem indberetter?", "Byrådssekretariatet")
    clerk.press("Fortsæt")


def report(clerk: Visitor, link: str, outcome: str, day: date) -> None:
    """Report a decision of the council itself from its link to the receipt."""
    clerk.go(link)
    clerk.press("Indberet beslutningen")
    choose_outcome(clerk, outcome)
    tell_details(clerk, day)
    clerk.sees("Tjek jeres svar", outcome, WORDS)
    clerk.press("Send indberetningen")
    assert clerk.receipt() > 0


def wait_until_recorded(clerk: Visitor) -> None:
    """Look at the receipt now and then, until it says what came of it."""
    number = clerk.receipt()

    def look() -> bool:
        clerk.go(clerk.path)
        return "Registreret " in clerk.main.inner_text()

    eventually(look, what=f"receipt {number}")
