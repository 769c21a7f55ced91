"""The start of an agreement in steps: each asks only what it needs, and nothing begins before the last."""

from datetime import date
from itertools import pairwise

import pytest
from sqlmodel import col, select

from models.meetings import import_meetings
from models.tables import Contact, Cycle, Kind, RoundParty, Version
from tests.api.asking import CONTACT_CHECK, CONTACTS, check_contacts, token_of
from tests.api.large_region import REGION, crowd
from tests.api.office import CYCLE, NOW, PDF, SQLITE_ONLY, TODAY, Office, contents
from tests.api.start_wizard import STEPS, Starter
from tests.api.test_statements import counted
from tests.pages.filling import send

pytestmark = SQLITE_ONLY
NORDJYLLAND = {"kind": "sundhedsaftale", "region": "1081"}
CHOSEN = {"kind": "paragraf-60", "region": "1081"}


def cycles(office: Office) -> list[Cycle]:
    with office.database.read() as session:
        return list(session.exec(select(Cycle)))


def test_an_agreement_is_started_with_what_is_usual_and_a_reason(office: Office) -> None:
    starter = Starter(office)
    before = contents(office.database)
    starter.come_to("tjek")
    assert contents(office.database) == before
    for shown in (
        "Der er ikke startet noget endnu",
        "Sundhedsaftalen 2027-2030",
        "1. januar 2027",
        "12: Brønderslev",
    ):
        assert shown in starter.page.text
    starter.go()
    assert starter.page.headers["location"] == "/forloeb/sundhedsaftale-nordjylland-2027"
    (cycle,) = cycles(office)
    assert (cycle.title, cycle.period_start) == ("Sundhedsaftalen 2027-2030", date(2027, 1, 1))
    assert (cycle.approval_deadline, cycle.adoption_on) == (date(2026, 10, 23), date(2026, 8, 28))
    assert (cycle.start_phase, cycle.out_of_basis_reason) == ("udarbejdelse", "Overgang")
    assert [each.cycle_id for each in office.engine.started] == [cycle.id]


def test_a_kind_that_cannot_be_used_any_more_is_not_offered(office: Office) -> None:
    with office.database.write() as session:
        kind = session.get_one(Kind, "rammeaftale")
        kind.definition = kind.definition | {"term_years": "to"}
    page = Starter(office).page.text
    assert 'value="sundhedsaftale"' in page
    assert 'value="rammeaftale"' not in page


def test_the_last_step_that_is_sent_twice_starts_one_cycle_with_one_version(office: Office) -> None:
    starter = Starter(office).come_to("tekst").go(out_of_basis_reason="x", files={"file": ("a.pdf", PDF)})
    starter.go().go("tjek")
    last = starter.form
    first, again = (starter.client.post(last.action, data=last.sent) for _ in range(2))
    assert first.headers["location"] == again.headers["location"]
    assert len(cycles(office)) == 1
    with office.database.read() as session:
        assert session.exec(select(Version.label, Version.filename)).one() == ("Første udgave", "a.pdf")


def test_another_start_in_the_same_place_is_told_at_the_last_step(office: Office) -> None:
    office.begin()
    other = {"title": "En anden aftale", "period_start": "2028-01-01", "period_end": ""}
    starter = Starter(office).come_to("tjek", **other).go()
    assert (starter.page.status_code, starter.step) == (422, 6)
    assert f"Forløbet {CYCLE} er allerede startet med andre oplysninger." in starter.page.text


ASKED = {
    "art": {"kind", "region"},
    "parter": {"start_phase"},
    "tekst": {"title", "period_start", "period_end", "out_of_basis_reason", "file", "label"},
    "kalender": {"adoption_on", "approval_deadline"},
    "tjek": set(),
}


@pytest.mark.parametrize("step", ASKED)
def test_a_step_asks_only_what_it_needs(office: Office, step: str) -> None:
    form = Starter(office).come_to(step).form
    assert form.names - form.hidden == ASKED[step]


def test_a_start_at_the_councils_has_no_adoption_and_eight_weeks(office: Office) -> None:
    starter = Starter(office).come_to("kalender", start_phase="godkendelse")
    assert "adoption_on" not in starter.form.names
    assert starter.value("approval_deadline") == "2026-04-27"
    assert "Ingen mails går ud" not in starter.page.text
    assert "venter forløbet på teksten" in starter.go("tjek").page.text


def test_a_start_after_the_councils_has_no_calendar(office: Office) -> None:
    starter = Starter(office).come_to("kalender", start_phase="opfølgning")
    assert "Her er intet at vælge." in starter.page.text
    assert starter.form.names - starter.form.hidden == set()


@pytest.mark.parametrize(
    ("phase", "told"),
    [
        ("udarbejdelse", "Når I starter, begynder udarbejdelsen. Ingen af parterne får mail endnu."),
        ("høring", "Når I starter, begynder fasen høring, og de mails, som hører til den, sendes."),
    ],
)
def test_the_last_look_says_what_the_start_sets_going(office: Office, phase: str, told: str) -> None:
    assert told in Starter(office).come_to("tjek", start_phase=phase).page.text


def test_a_kind_that_has_its_legal_basis_needs_no_reason(office: Office) -> None:
    starter = Starter(office).go(kind="rammeaftale", region="1081").go()
    assert starter.form.names - starter.form.hidden == ASKED["tekst"] - {"out_of_basis_reason"} | {"file_2"}
    assert starter.value("title") == "Rammeaftalen på det specialiserede socialområde 2027-2028"


def test_only_the_first_step_can_be_opened_before_it_is_done(office: Office) -> None:
    starter = Starter(office)
    for step in STEPS[1:]:
        starter.go(step)
        assert (starter.page.status_code, starter.step) == (422, 1)
        assert 'href="#kind"' in starter.page.text
        assert 'href="#region"' in starter.page.text
    assert starter.go("art").page.status_code == 200


def test_every_step_that_was_seen_can_be_gone_back_to_and_forward_again(office: Office) -> None:
    starter = Starter(office).come_to("tjek", label="Udkast")
    for number, step in enumerate(STEPS, start=1):
        starter.go(step)
        assert (starter.page.status_code, starter.step) == (200, number)
        assert starter.page.text.count('form="trin"') == len(STEPS)
        assert starter.page.text.count('aria-current="step"') == 1
    assert starter.go("tekst").value("label") == "Udkast"


def test_what_was_filled_in_follows_until_it_is_changed(office: Office) -> None:
    starter = Starter(office).come_to("tekst").go("tekst", period_start="2029-01-01")
    assert (starter.value("title"), starter.value("period_end")) == ("Sundhedsaftalen 2029-2032", "2032-12-31")
    starter.go("tekst", title="Nordjysk sundhed", period_start="2030-01-01")
    assert (starter.value("title"), starter.value("period_end")) == ("Nordjysk sundhed", "2033-12-31")
    starter.go("tekst", title=" ", period_end="")
    assert (starter.value("title"), starter.value("period_end")) == ("Sundhedsaftalen 2030-2033", "2033-12-31")
    assert starter.go("kalender", out_of_basis_reason="x").value("approval_deadline") == "2029-10-23"
    starter.go("kalender", approval_deadline="1.9.2029", adoption_on="")
    assert (starter.value("approval_deadline"), starter.value("adoption_on")) == ("2029-09-01", "")


def test_the_day_of_adoption_leaves_every_council_two_meetings(office: Office) -> None:
    rows = "kommune;niveau;dato\nLæsø;råd;2026-06-24\nLæsø;råd;2026-08-26"
    assert import_meetings(office.database, rows, today=TODAY).imported == 2
    starter = Starter(office).come_to("kalender")
    assert "Vedtager SSU senest 4. juni, når Læsø mindst to møder." in starter.page.text
    assert starter.value("adoption_on") == "2026-06-04"


def test_a_council_that_reaches_no_meeting_is_answered_for_in_the_calendar(office: Office) -> None:
    import_meetings(office.database, "kommune;niveau;dato\nMorsø;råd;2026-12-15", today=TODAY)
    starter = Starter(office).come_to("kalender")
    assert "unreachable_reason" in starter.form.names
    assert starter.go("beregn").page.status_code == 200
    starter.go("proeve")
    assert (starter.page.status_code, starter.step) == (422, 4)
    assert 'href="#unreachable_reason"' in starter.page.text
    assert starter.go("tjek", unreachable_reason="Ekstra møde").step == 6
    assert "Ekstra møde" in starter.page.text
    starter.go()
    assert [cycle.unreachable_reason for cycle in cycles(office)] == ["Ekstra møde"]


def test_parties_are_chosen_only_where_the_kind_lets_them(office: Office) -> None:
    starter = Starter(office).go(**CHOSEN)
    assert starter.page.text.count('name="parties"') == 12
    starter.go(parties=["825"])
    assert (starter.page.status_code, starter.step) == (422, 2)
    assert starter.value("parties") == "825"
    starter.go(parties=["825", "840"]).go().go("tjek")
    assert "2: Læsø og Rebild" in starter.page.text
    assert Starter(office).come_to("tjek").value("parties") == ""
    changed = starter.go("art").go(kind="sundhedsaftale").go().go(out_of_basis_reason="x").go("tjek")
    assert "12: Brønderslev" in changed.page.text


def test_contacts_that_are_missing_are_named_and_hold_the_start_until_they_are_there(office: Office) -> None:
    with office.database.write() as session:
        for body in ("raad-825", "raad-851"):
            session.delete(session.get_one(Contact, body))
    starter = Starter(office).go(**NORDJYLLAND)
    assert "Kontakt 10/12 · Bekræftet 0/12" in starter.page.text
    assert "Mangler kontakt: Læsø, Aalborg." in starter.page.text
    assert 'href="/katalog/kontakter"' in starter.page.text
    starter.go()
    assert (starter.page.status_code, starter.step) == (422, 2)
    assert 'href="#kontakter"' in starter.page.text
    office_again = [Contact(body_code=body, mailbox="ny@raad.example") for body in ("raad-825", "raad-851")]
    with office.database.write() as session:
        session.add_all(office_again)
    assert starter.go().step == 3


def test_the_check_knows_who_has_confirmed_in_a_round_or_on_the_councils_page(office: Office) -> None:
    check_contacts(office)
    send(office.client(), f"/k/{token_of(office, CONTACTS, '825')}", CONTACT_CHECK)
    office.record_all()
    starter = Starter(office).go(**NORDJYLLAND)
    assert "Kontakt 12/12 · Bekræftet 1/12" in starter.page.text
    assert starter.page.text.count("2. marts 2026") == 1


def test_the_check_takes_the_last_of_several_confirmations(round_: Office) -> None:
    with round_.database.write() as session:
        for party in session.exec(select(RoundParty).where(col(RoundParty.code).in_(["825", "840"]))):
            party.contact_confirmed_at = NOW
    assert "Bekræftet 2/12" in Starter(round_).go(**NORDJYLLAND).page.text


def test_the_region_of_the_only_office_is_chosen_beforehand(office: Office) -> None:
    assert Starter(office).value("region") == ""
    with office.database.write() as session:
        for region in ("1082", "1083", "1084", "1085"):
            session.delete(session.get_one(Contact, f"sekretariat-{region}"))
    assert Starter(office).value("region") == "1081"


def test_an_agreement_that_runs_already_is_pointed_to(office: Office) -> None:
    office.begin()
    starter = Starter(office).come_to("tekst")
    assert f'href="/forloeb/{CYCLE}/efterfoelger"' in starter.page.text
    assert (starter.value("period_start"), starter.value("title")) == ("2032-01-01", "Sundhedsaftalen 2032-2035")


def test_no_step_asks_more_often_for_five_hundred_councils_than_for_twenty(
    office: Office, other_office: Office
) -> None:
    few, many = statements(office, 20), statements(other_office, 500)
    assert len(few) == len(STEPS) - 1
    assert many == few


def statements(office: Office, size: int) -> list[int]:
    crowd(office, size)
    starter = Starter(office)
    found = []
    for here, after in pairwise(STEPS):
        typed = {"art": {"kind": "sundhedsaftale", "region": REGION}, "tekst": {"out_of_basis_reason": "x"}}
        with counted(office.database) as said:
            starter.go(after, **typed.get(here, {}))
        assert starter.page.status_code == 200, starter.page.text
        found.append(len(said))
    return found
