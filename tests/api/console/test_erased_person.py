"""Pages and documents of an agreement go on as they were when a person was forgotten: they say »slettet«."""

from models.access.staff import Role
from tests.api.office import ANSWER, CYCLE, SQLITE_ONLY, Office
from upkeep.privacy import Person, erase_person

NAME, MAILBOX = "Maren Testperson", "maren@laesoe.example"


def forget(office: Office) -> None:
    person = Person(MAILBOX, (NAME,))
    with office.database.write_in_turn() as session:
        assert erase_person(session, person, at=office.now, today=office.now.date()).left == ()


@SQLITE_ONLY
def test_every_page_still_opens_and_nobody_reads_the_name(round_: Office) -> None:
    said = ANSWER | {
        "nonce": "1",
        "reported_by": f"{NAME}, sagsbehandler",
        "decision_text": f"{NAME} fremlagde den.",
    }
    link = f"/b/{round_.token()}"
    receipt = round_.client().post(link, data=said).headers["location"].rpartition("/")[2]
    round_.record_all()
    for mailbox in (MAILBOX, "raad-825@raad.example"):
        round_.ask("kontakt", {"party": "825", "mailbox": mailbox, "reason": f"{NAME} har bedt om det."})
        round_.record_all()
    link = f"/b/{round_.token()}"
    staff = round_.signed_in(Role.SECRETARIAT)
    council = f"/forloeb/{CYCLE}/raad/825"
    assert NAME in staff.get(council).text
    forget(round_)
    pages = [council, f"/forloeb/{CYCLE}", f"/forloeb/{CYCLE}/registeret", f"/forloeb/{CYCLE}/breve", "/"]
    pages += [f"/forloeb/{CYCLE}/henvendelser/{number}" for number in range(1, 6)]
    texts = {place: answer.text for place in pages if (answer := staff.get(place)).status_code == 200}
    assert len(texts) >= 8
    assert "slettet fremlagde den." in texts[council]
    assert not [place for place, text in texts.items() if NAME in text or MAILBOX in text]
    for paper in ("/beslutninger.pdf", "/beslutninger.csv", "/raad/825/journal.zip", "/register.zip"):
        assert staff.get(f"/forloeb/{CYCLE}{paper}").status_code == 200, paper
    for place in ("", f"/kvittering/{receipt}", f"/kvittering/{receipt}.pdf", "/register.zip"):
        assert round_.client().get(link + place).status_code == 200, place
    assert "slettet" in round_.client().get(f"{link}/kvittering/{receipt}").text
