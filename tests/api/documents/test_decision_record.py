"""The decision record: what stands in it, and what it says is missing."""

from datetime import timedelta

import pytest

from models.access.staff import Role
from models.register import head
from tests.api.office import ANSWER, CYCLE, SQLITE_ONLY, Office
from tests.api.reading_pdf import pdf, text_of
from workflows.contracts.cycles import EnterPhase
from workflows.contracts.rounds import RoundRef
from workflows.rules.course.phases import Phase

pytestmark = SQLITE_ONLY
RECORD = f"/forloeb/{CYCLE}/beslutninger.pdf"
WORDS = "Indstillingen *godkendt* #med [æøå] og $500$.\nEnstemmigt."


def tell(office: Office, party: str = "825", **said: str) -> None:
    """Let a council report, and have it recorded."""
    form = ANSWER | {"nonce": f"{party}-{office.now}"} | said
    assert office.client().post(f"/b/{office.token(party)}", data=form).status_code == 303
    office.record_all()


def record(office: Office) -> str:
    answer = office.signed_in(Role.COORDINATOR).get(RECORD)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert f'filename="beslutninger-{CYCLE}.pdf"' in answer.headers["content-disposition"]
    return text_of(answer.content)


def test_a_decision_stands_with_all_that_proves_it(round_: Office) -> None:
    tell(round_, decision_text=WORDS, outcome="approved_with_remarks", remarks="Husk øerne", case_number="24-7")
    text = record(round_)
    with round_.database.read() as session:
        end = head(session)
    for said in (
        "Region Nordjylland · runde 1",
        "Version 1: Endelig udgave",
        "cda81113ca79fd1ff4b9f542c256e062754ef7f17f35b300bacce68a6dd13961",
        "Svarfrist 1. maj 2026",
        "Læsø Kommune Status tæller Udfald Godkendt med bemærkninger Besluttet af Rådet selv",
        "Møde 1. marts 2026, punkt 7 Rådets sagsnr. 24-7",
        f"Registreret 2. marts 2026 kl. 10.00 som nr. {end.seq} Postens SHA-256 {end.hash}",
        f"ord for ord {' '.join(WORDS.split())} Bemærkningerne, ord for ord Husk øerne",
        f"med post nr. {end.seq}",
        "dannet 2. marts 2026 kl. 10.00",
    ):
        assert said in text


def test_what_is_missing_is_named(round_: Office) -> None:
    tell(round_, "851", minutes_url="https://kommune.example/referat")
    tell(round_, "825")
    tell(round_, "846", outcome="rejected")
    tell(round_, "810", decided_by="chair")
    tell(round_, "787", outcome="postponed", next_meeting_date="2026-04-27")
    text = record(round_)
    for said in (
        "2 af 12 tæller, 0 er kontrolleret mod referatet",
        "Har sagt nej: Mariagerfjord",
        "Afventer sekretariatets afklaring: Brønderslev",
        "Har svaret, men ikke godkendt: Thisted (udsat, møde 27. april 2026)",
        "Har ikke svaret: Frederikshavn",
        "Er ikke kontrolleret mod referatet: Læsø og Aalborg",
        "Har hverken link til eller kopi af referatet: Læsø",
    ):
        assert said in text


def test_what_a_committee_ticked_stands_beside_what_it_counts_as(round_: Office) -> None:
    tell(round_, decided_by="committee")
    text = record(round_)
    assert "(indberettet som »Godkendt«)" in text
    assert "0 af 12 tæller" in text


def test_nothing_is_missing_once_all_is_checked(round_: Office) -> None:
    parties = ("773", "787", "810", "813", "820", "825", "840", "846", "849", "851", "860", "1081")
    for number, party in enumerate(parties, 1):
        tell(round_, party, minutes_url="https://kommune.example/referat")
        round_.ask("kontrol", {"decision": str(number)})
    text = record(round_)
    assert "Intet: alle godkendelser tæller og er kontrolleret mod referatet." in text
    assert "12 af 12 tæller, 12 er kontrolleret mod referatet" in text
    assert "Kontrolleret 2. marts 2026 kl. 10.00" in text


def test_corrections_protests_and_rulings_stand_with_their_reasons(round_: Office) -> None:
    tell(round_, outcome="rejected", decision_text="Afvist ved en fejl")
    round_.now += timedelta(minutes=5)
    tell(round_, corrects="1", decision_text="Godkendt")
    round_.ask("indsigelse", {"decision": "2", "reason": "Borgmesteren kender den ikke"})
    round_.ask("afklaring", {"decision": "2", "counts": "true", "reason": "Set i #referatet"})
    text = record(round_)
    assert "blev indberetningen bestridt (nr." in text
    assert "Begrundelse: Borgmesteren kender den ikke" in text
    assert "afgjorde sekretariatet, at beslutningen tæller (nr." in text
    assert "Begrundelse: Set i #referatet" in text
    assert "Gælder ikke: Ikke godkendt, møde 1. marts 2026" in text
    assert "Rettet af nr." in text
    assert "Afvist ved en fejl" in text


def test_closed_doors_are_told_of_before_anybody_files_it(round_: Office) -> None:
    assert "lukkede døre" not in record(round_)
    tell(round_, closed_item="ja")
    assert "Se ved rådet, før dokumentet lægges på en åben dagsorden" in record(round_)


def test_who_typed_the_report_does_not_stand_in_it(round_: Office) -> None:
    tell(round_, reported_by="Navn Navnesen")
    assert "Navnesen" not in record(round_)


def test_a_fallen_round_is_told_of_in_the_next(round_: Office) -> None:
    round_.ask("luk-runde", {"reason": "Teksten skal ændres"})
    assert "Runde 1 (faldet)" in record(round_)
    round_.register.enter_phase(EnterPhase(CYCLE, Phase.APPROVAL))
    round_.register.open_round(RoundRef(CYCLE, 2))
    text = record(round_)
    assert "runde 2 · beslutningsprotokol" in text
    assert "Runde 1 Faldet, om version 1. Begrundelse: Teksten skal ændres" in text


@pytest.mark.parametrize("phase", ["udarbejdelse", "godkendelse"])
def test_before_the_first_round_there_is_a_friendly_page(office: Office, phase: str) -> None:
    office.begin_without_version(start_phase=phase)
    text = record(office)
    assert "Teksten er endnu ikke sendt til rådene" in text
    assert "Overblik" not in text


def test_an_example_says_so(office: Office) -> None:
    office.open_round(is_example=True)
    assert "Tænkt eksempel" in record(office)


def test_programs_get_the_same_record(round_: Office) -> None:
    tell(round_)
    answer = round_.client().get(
        f"/api/v1/cycles/{CYCLE}/decision-record.pdf", headers=round_.bearer(Role.COORDINATOR)
    )
    assert answer.content == round_.signed_in(Role.COORDINATOR).get(RECORD).content
    assert pdf(answer.content).metadata["/Title"] == "Rådenes beslutninger om Sundhedsaftalen 2028-2031"  # type: ignore[index]  # it has one


def test_an_unknown_cycle_has_no_record(office: Office) -> None:
    assert office.signed_in(Role.COORDINATOR).get("/forloeb/ukendt/beslutninger.pdf").status_code == 404
