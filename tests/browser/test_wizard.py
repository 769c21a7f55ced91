"""A secretariat starts an agreement: from a file of contacts to a cycle that runs, step by step."""

from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import select

from api.console.directory.imports import CONTACTS
from models.access.staff import Role
from models.tables import Contact, Cycle, Version
from tests.api.office import PDF, Office
from tests.browser.conftest import Arriving, Opening
from tests.browser.visitor import Visitor

TOWNS = ("773", "787", "810", "813", "820", "825", "840", "846", "849", "851", "860")
MOST_INPUTS = 30
REASON = "Overgangsordning – <b>æøå</b> & »שלום«."


def test_an_officer_comes_from_a_file_of_contacts_to_a_started_agreement(
    open_office: Opening, arrive: Arriving, tmp_path: Path
) -> None:
    place = open_office(_nobody_can_be_reached)
    officer = arrive(place.origin)
    officer.sign_in(place, Role.SECRETARIAT)
    officer.go("/")
    _brings_contacts(officer, tmp_path)
    _says_what_and_who(officer)
    _brings_the_text(officer, tmp_path)
    _looks_ahead(officer)
    officer.sees("Der er ikke startet noget endnu", "12: Brønderslev", "aftale.pdf", REASON)
    officer.press("Start forløbet")
    officer.sees_title("Sundhedsaftalen 2027-2030, Nordjylland")
    assert 0 < officer.inputs <= MOST_INPUTS
    _is_started(place.office)


def test_an_officer_mends_what_was_wrong_and_loses_nothing(
    open_office: Opening, arrive: Arriving, tmp_path: Path
) -> None:
    place = open_office(Office.seed)
    officer = arrive(place.origin)
    officer.sign_in(place, Role.SECRETARIAT)
    officer.go("/forloeb/ny")
    officer.press("Fortsæt")
    officer.sees("Der er noget, der skal rettes", "Vælg aftalens art.", "Vælg region.")
    officer.choose("Region", "Region Nordjylland")
    _says_what_and_who(officer)
    officer.attach("Aftaleteksten", _text(tmp_path))
    officer.press("Fortsæt")
    officer.sees("Skriv, hvorfor forløbet startes alligevel.", "aftale.pdf er lagt ved")
    officer.fill("Hvorfor startes forløbet alligevel?", REASON)
    officer.press("Fortsæt")
    officer.press("Fortsæt")
    officer.press("Fortsæt uden at prøve")
    officer.press("Ret titel")
    officer.fill("Titel", "Nordjysk <i>sundhed</i>")
    officer.press_key("Enter")
    officer.sees_title("Kalender")
    officer.press("6 Tjek og start")
    officer.sees("Nordjysk <i>sundhed</i>", "aftale.pdf")
    officer.press("Start forløbet")
    officer.sees_title("Nordjysk <i>sundhed</i>, Nordjylland")


def test_an_officer_rehearses_an_agreement_between_two_before_it_is_started(
    open_office: Opening, arrive: Arriving
) -> None:
    place = open_office(Office.seed, now=datetime.now(UTC))  # the rehearsal's clock does not go back
    officer = arrive(place.origin)
    officer.sign_in(place, Role.SECRETARIAT)
    officer.go("/forloeb/ny")
    officer.tick("Kommunalt fællesskab efter § 60")
    officer.choose("Region", "Region Nordjylland")
    officer.press("Fortsæt")
    officer.tick("Læsø")
    officer.tick("Rebild")
    for _ in range(3):
        officer.press("Fortsæt")
    officer.unfold("Hvad nu hvis")
    officer.choose("Rebild", "udsat")
    officer.press("Prøv forløbet")
    officer.sees(
        "Sådan vil Kommunalt fællesskab",
        "Forløbet endte i fasen afsluttet",
        "kendes den nye dato?",
        "Intet er startet, og intet er sendt.",
    )
    officer.press("Fortsæt")
    officer.sees("2: Læsø og Rebild")
    officer.press("Start forløbet")
    with place.office.database.read() as session:
        assert session.exec(select(Cycle)).one().chosen_parties == ["825", "840"]


def _brings_contacts(officer: Visitor, folder: Path) -> None:
    officer.press("Katalog")
    officer.press("Læg kontakter ind")
    officer.attach("Filen", _contacts(folder))
    officer.press("Læg filen ind")
    officer.sees("13 kontakter er importeret.")
    officer.press("Forløb")
    officer.press("Start et forløb")


def _says_what_and_who(officer: Visitor) -> None:
    assert officer.field("Region").input_value() == "1081"
    officer.tick("Sundhedsaftale")
    officer.press("Fortsæt")
    officer.sees("Trin 2 af 6", "Sundhedsaftale, Region Nordjylland", "Kontakt 12/12", "Læsø")
    officer.press("Fortsæt")


def _brings_the_text(officer: Visitor, folder: Path) -> None:
    officer.sees("Trin 3 af 6")
    assert officer.field("Titel").input_value() == "Sundhedsaftalen 2027-2030"
    officer.fill("Hvorfor startes forløbet alligevel?", REASON)
    officer.attach("Aftaleteksten", _text(folder))
    officer.press("Fortsæt")


def _looks_ahead(officer: Visitor) -> None:
    officer.sees("Trin 4 af 6", "Mødedatoer er ukendte for alle 12 råd.")
    assert officer.field("Rådenes frist").input_value() == "2026-10-23"
    officer.press("Fortsæt")
    officer.sees("Trin 5 af 6", "Intet bliver sendt.")
    officer.press("Fortsæt uden at prøve")


def _is_started(office: Office) -> None:
    with office.database.read() as session:
        cycle = session.exec(select(Cycle)).one()
        assert (cycle.out_of_basis_reason, cycle.start_phase) == (REASON, "udarbejdelse")
        assert session.exec(select(Version.filename)).one() == "aftale.pdf"
    assert [each.cycle_id for each in office.engine.started] == [cycle.id]


def _nobody_can_be_reached(office: Office) -> None:
    with office.database.write() as session:
        for contact in session.exec(select(Contact)):
            session.delete(contact)


def _contacts(folder: Path) -> Path:
    rows = [f"{code};;post-{code}@raad.example;hoved-{code}@raad.example;;;" for code in (*TOWNS, "1081")]
    office = "sekretariat-1081;Sekretariatet;post@sekretariat.example;post@sekretariat.example;;12345678;"
    file = folder / "kontakter.csv"
    file.write_text("\n".join([CONTACTS.columns, *rows, office]), encoding="utf-8")
    return file


def _text(folder: Path) -> Path:
    file = folder / "aftale.pdf"
    file.write_bytes(PDF)
    return file
