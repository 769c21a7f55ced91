from datetime import date

import pytest
from sqlalchemy import event
from sqlmodel import select

from models.directory import (
    NoSecretariatContact,
    PartyBody,
    UnknownRegion,
    check_directory,
    contact_of,
    directory_page,
    import_contacts,
    party_bodies,
    region_by_code,
    secretariat_of,
    seed_directory,
    without_contact,
)
from models.store.database import Database
from models.tables import Body, Membership
from workflows.rules.kinds import PartySelector

TODAY = date(2026, 11, 22)
HEADER = "code,name,mailbox,main_mailbox,second_mailbox,phone,website\n"


@pytest.fixture
def directory(database: Database) -> Database:
    seed_directory(database)
    return database


def parties_of(database: Database, region: str = "1081", *, on: date = TODAY) -> tuple[PartyBody, ...]:
    with database.read() as session:
        return party_bodies(session, region_code=region, selector=PartySelector.REGION_AND_MUNICIPALITIES, on=on)


def test_the_whole_country_is_there(directory: Database) -> None:
    with directory.read() as session:
        count = check_directory(session, on=date(2026, 11, 22))
    assert (count.regions, count.municipalities, count.councils) == (5, 98, 98)
    assert (count.regional_councils, count.clusters, count.memberships) == (5, 22, 99)
    assert count.per_region == {
        "Region Hovedstaden": 29,
        "Region Sjælland": 17,
        "Region Syddanmark": 22,
        "Region Midtjylland": 19,
        "Region Nordjylland": 11,
    }


def test_seeding_again_changes_nothing_that_the_office_changed(directory: Database) -> None:
    with directory.write() as session:
        session.get_one(Body, "raad-825").name = "Læsø Byråd"
        joined = session.exec(select(Membership).where(Membership.member_code == "840")).one()
        joined.valid_to = TODAY
    seed_directory(directory)
    with directory.read() as session:
        assert session.get_one(Body, "raad-825").name == "Læsø Byråd"
        assert session.exec(select(Membership).where(Membership.member_code == "840")).one().valid_to == TODAY
        assert check_directory(session, on=date(2026, 11, 22)).memberships == 99


def test_nordjylland_has_eleven_councils_and_regionsraadet_last(directory: Database) -> None:
    parties = parties_of(directory)
    names = [party.name for party in parties]
    assert names == [
        "Brønderslev", "Frederikshavn", "Hjørring", "Jammerbugt", "Læsø", "Mariagerfjord", "Morsø", "Rebild",
        "Thisted", "Vesthimmerlands", "Aalborg", "Regionsrådet",
    ]  # fmt: skip
    laesoe, region = parties[4], parties[-1]
    assert (laesoe.code, laesoe.title, laesoe.body_code) == ("825", "Læsø Kommune", "raad-825")
    assert laesoe.clusters == ("nord",)
    assert (region.code, region.title, region.body_code) == ("1081", "Region Nordjylland", "raad-1081")
    assert region.clusters == ()
    assert names == [party.name for party in sorted(parties, key=lambda party: party.sort_key)]


def test_koebenhavn_is_in_two_clusters_the_primary_one_first(directory: Database) -> None:
    (koebenhavn,) = (party for party in parties_of(directory, "1084") if party.code == "101")
    assert koebenhavn.clusters == ("byen", "syd")


def test_a_selector_chooses_the_parties(directory: Database) -> None:
    with directory.read() as session:
        sizes = {
            selector: len(party_bodies(session, region_code="1082", selector=selector, on=TODAY))
            for selector in PartySelector
        }
    assert sizes == {
        PartySelector.REGION_AND_MUNICIPALITIES: 20,
        PartySelector.MUNICIPALITIES: 19,
        PartySelector.REGION: 1,
        PartySelector.CHOSEN: 0,
        PartySelector.KKR: 1,
        PartySelector.COMMITTEE: 1,
        PartySelector.SSU: 1,
        PartySelector.CLUSTERS: 5,
        PartySelector.PATIENTS: 1,
        PartySelector.PRACTITIONERS: 1,
    }


@pytest.mark.parametrize("region", ["1081", "1082", "1083", "1084", "1085"])
def test_every_region_has_every_body_that_may_be_asked(directory: Database, region: str) -> None:
    with directory.read() as session:
        for selector in set(PartySelector) - {PartySelector.CHOSEN}:
            parties = party_bodies(session, region_code=region, selector=selector, on=TODAY)
            assert parties, selector
            assert len({party.name for party in parties}) == len(parties)


def test_a_body_that_is_no_council_goes_by_its_own_code(directory: Database) -> None:
    with directory.read() as session:
        (kkr,) = party_bodies(session, region_code="1081", selector=PartySelector.KKR, on=TODAY)
        (committee,) = party_bodies(session, region_code="1084", selector=PartySelector.COMMITTEE, on=TODAY)
    assert (kkr.code, kkr.body_code, kkr.name, kkr.title) == (
        "kkr-1081", "kkr-1081", "KKR Nordjylland", "KKR Nordjylland",
    )  # fmt: skip
    assert committee.title == "Samarbejdsudvalget for fysioterapi i Region Hovedstaden"


def test_chosen_parties_come_in_the_usual_order(directory: Database) -> None:
    with directory.read() as session:
        parties = party_bodies(
            session,
            region_code="1081",
            selector=PartySelector.CHOSEN,
            on=TODAY,
            chosen=("1081", "851", "825", "751"),
        )
    assert [party.name for party in parties] == ["Læsø", "Aalborg", "Regionsrådet"]


def test_a_cluster_is_told_from_the_town_it_is_called_after(directory: Database) -> None:
    with directory.read() as session:
        clusters = party_bodies(session, region_code="1082", selector=PartySelector.CLUSTERS, on=TODAY)
    assert "Horsensklyngen" in [cluster.name for cluster in clusters]


def test_a_municipality_that_ended_is_no_party_the_day_after(directory: Database) -> None:
    with directory.write() as session:
        session.get_one(Body, "825").valid_to = TODAY
    assert "Læsø" in [party.name for party in parties_of(directory)]
    assert "Læsø" not in [party.name for party in parties_of(directory, on=date(2026, 11, 23))]
    assert parties_of(directory, on=date(2006, 12, 31)) == ()


@pytest.mark.parametrize("said", ["1085", "Sjælland", "sjaelland", "SJÆLLAND", " Region Sjælland "])
def test_a_region_is_known_by_all_its_names(directory: Database, said: str) -> None:
    with directory.read() as session:
        region = region_by_code(session, said)
    assert (region.code, region.name) == ("1085", "Region Sjælland")
    assert (region.short_name, region.slug) == ("Sjælland", "sjaelland")


def test_an_unknown_region_is_named(directory: Database) -> None:
    with directory.read() as session, pytest.raises(UnknownRegion, match="Østdanmark"):
        region_by_code(session, "Østdanmark")


def test_a_council_nobody_can_write_to_is_named(directory: Database) -> None:
    import_contacts(directory, HEADER + "825,Kansli,post@laesoe.example,,,,\n")
    parties = parties_of(directory)
    with directory.read() as session:
        missing = without_contact(session, parties)
        contact = contact_of(session, "raad-825")
        nobody = contact_of(session, "raad-851")
    assert len(missing) == 11
    assert "825" not in [party.code for party in missing]
    assert contact is not None
    assert contact.mailbox == "post@laesoe.example"
    assert nobody is None


def test_a_secretariat_tells_whom_to_call(directory: Database) -> None:
    row = "sekretariat-1081,Anne Eksempel,ssu@rn.example,,,+45 97 00 00 00,https://sundhedsaftalen.example\n"
    import_contacts(directory, HEADER + row)
    with directory.read() as session:
        secretariat = secretariat_of(session, "1081")
        with pytest.raises(NoSecretariatContact, match="1082"):
            secretariat_of(session, "1082")
    assert secretariat.name == "Anne Eksempel"
    assert secretariat.body_name == "Sekretariatet for sundhedsaftalen i Region Nordjylland"


def test_the_page_shows_doubt_and_missing_contacts(directory: Database) -> None:
    import_contacts(directory, HEADER + "825,,post@laesoe.example,,,,\n")
    with directory.read() as session:
        regions = {each.region.code: each for each in directory_page(session, on=date(2026, 11, 22))}
    assert len(regions) == 5
    nordjylland = {row.code: row for row in regions["1081"].authorities}
    assert nordjylland["825"].has_contact
    assert not nordjylland["851"].has_contact
    assert (nordjylland["851"].council, nordjylland["1081"].name) == ("Aalborg Byråd", "Regionsrådet")
    assert not any(mark.is_sure for row in regions["1085"].authorities for mark in row.clusters)
    kinds = [other.kind for other in regions["1081"].others]
    assert (kinds.count("sundhedsklynge"), kinds.count("klyngestyregruppe"), kinds.count("forum")) == (4, 4, 4)


def test_the_page_asks_the_database_three_times_however_long_it_is(directory: Database) -> None:
    asked: list[str] = []
    event.listen(directory.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    with directory.read() as session:
        assert len(directory_page(session, on=date(2026, 11, 22))) == 5
    assert len([each for each in asked if each.startswith("SELECT")]) == 3
