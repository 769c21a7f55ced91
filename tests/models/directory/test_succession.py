from datetime import date

import pytest
from sqlmodel import col, select

from models.directory import (
    NewName,
    PartyBody,
    check_directory,
    contact_of,
    directory_page,
    import_contacts,
    merge_bodies,
    party_bodies,
    rename_body,
    secretariat_of,
    seed_directory,
    successor_of,
)
from models.store.database import Database
from models.tables import Body, BodyKind, Contact, Membership
from request_types.faults import BadInput
from workflows.rules.calendar.working_days import ONE_DAY
from workflows.rules.kinds import PartySelector

TODAY = date(2026, 11, 22)
MERGED_ON = date(2028, 1, 1)
EVE = date(2027, 12, 31)
HEADER = "code,name,mailbox,main_mailbox,second_mailbox,phone,website\n"
NEW = NewName("861", "Vendsyssel Kommune")


def parties_of(database: Database, on: date, region: str = "1081") -> dict[str, PartyBody]:
    with database.read() as session:
        parties = party_bodies(
            session, region_code=region, selector=PartySelector.REGION_AND_MUNICIPALITIES, on=on
        )
    return {party.name: party for party in parties}


def merge(database: Database, *codes: str, new: NewName = NEW, on: date = MERGED_ON) -> str:
    return merge_bodies(database, codes, new, on=on, today=TODAY).code


def heir_of(database: Database, code: str, on: date) -> str:
    with database.read() as session:
        return successor_of(session, code, on=on)


def state_of(database: Database) -> list[object]:
    with database.read() as session:
        bodies = session.exec(select(Body).order_by(Body.code)).all()
        members = session.exec(select(Membership).order_by(Membership.body_code, Membership.member_code)).all()
        return [row.model_dump() for row in (*bodies, *members)]


def test_two_municipalities_become_one_on_the_day(database: Database) -> None:
    merge(database, "810", "860")
    before, after = parties_of(database, EVE), parties_of(database, MERGED_ON)
    assert {"Brønderslev", "Hjørring"} <= before.keys()
    assert "Vendsyssel" not in before
    assert not {"Brønderslev", "Hjørring"} & after.keys()
    assert after["Vendsyssel"] == PartyBody(
        code="861",
        name="Vendsyssel",
        title="Vendsyssel Kommune",
        body_code="raad-861",
        sort_key=after["Vendsyssel"].sort_key,
        clusters=("nord",),
    )
    assert (len(before), len(after)) == (12, 11)


def test_what_ended_names_its_successor_and_its_last_day(database: Database) -> None:
    merge(database, "810", "860")
    with database.read() as session:
        old = [session.get_one(Body, code) for code in ("810", "860", "raad-810", "raad-860")]
        memberships = session.exec(select(Membership).where(col(Membership.member_code).in_(["810", "860"]))).all()
        council = session.get_one(Body, "raad-861")
    assert [body.successor_code for body in old] == ["861", "861", "raad-861", "raad-861"]
    assert {body.valid_to for body in old} == {EVE}
    assert [row.valid_to for row in memberships] == [EVE, EVE]
    assert (council.name, council.is_sure) == ("Kommunalbestyrelsen i Vendsyssel Kommune", False)


def test_a_party_of_several_clusters_keeps_one_primary(database: Database) -> None:
    merge(database, "101", "147", new=NewName("102", "Hovedstadens Kommune"))
    with database.read() as session:
        rows = session.exec(select(Membership).where(Membership.member_code == "102")).all()
    assert {row.body_code: row.is_primary for row in rows} == {"klynge-1084-byen": True, "klynge-1084-syd": False}


def test_the_new_council_is_reached_where_the_first_old_one_was(database: Database) -> None:
    import_contacts(database, HEADER + "860,B,b@x.example,,,,\n810,A,a@x.example,,,12,\n")
    merge(database, "810", "860")
    with database.read() as session:
        new, old = contact_of(session, "raad-861"), contact_of(session, "raad-810")
    assert new is not None
    assert old is not None
    assert (new.mailbox, new.name, new.phone) == ("a@x.example", "A", "12")
    assert old.mailbox == "a@x.example"


def test_the_first_contact_that_there_is_is_carried_over(database: Database) -> None:
    import_contacts(database, HEADER + "860,B,b@x.example,,,,\n")
    merge(database, "810", "860")
    with database.read() as session:
        new = contact_of(session, "raad-861")
    assert new is not None
    assert new.mailbox == "b@x.example"


def test_a_successor_is_found_over_several_links(database: Database) -> None:
    merge(database, "810", "860")
    rename_body(database, "861", "Vendelbo Kommune", on=date(2030, 1, 1), today=TODAY)
    merge(database, "861-2", "813", new=NewName("862", "Nordjyllands Kommune"), on=date(2032, 1, 1))
    days = [EVE, MERGED_ON, date(2029, 12, 31), date(2030, 1, 1), date(2031, 12, 31), date(2032, 1, 1)]
    assert [heir_of(database, "810", day) for day in days] == ["810", "861", "861", "861-2", "861-2", "862"]
    assert heir_of(database, "raad-860", date(2033, 1, 1)) == "raad-862"


def test_a_ring_of_successors_comes_to_an_end(database: Database) -> None:
    with database.write() as session:
        for code, heir in (("810", "860"), ("860", "810")):
            body = session.get_one(Body, code)
            body.valid_to, body.successor_code = EVE, heir
    assert heir_of(database, "810", MERGED_ON) == "860"


def test_who_does_not_exist_has_no_successor(database: Database) -> None:
    with pytest.raises(LookupError, match="4711"):
        heir_of(database, "4711", TODAY)


def test_a_renamed_municipality_begins_under_its_new_name(database: Database) -> None:
    done = rename_body(database, "825", "Øens Kommune", on=date(2027, 6, 1), today=TODAY)
    assert (done.ended, done.code) == (("Læsø Kommune",), "825-2")
    assert "Læsø" in parties_of(database, date(2027, 5, 31))
    party = parties_of(database, date(2027, 6, 1))["Øens"]
    assert (party.code, party.body_code, party.clusters) == ("825-2", "raad-825-2", ("nord",))
    again = rename_body(database, "825-2", "Havets Kommune", on=date(2028, 6, 1), today=TODAY)
    assert again.code == "825-3"


def test_a_group_and_its_cluster_are_renamed_with_their_members(database: Database) -> None:
    rename_body(
        database, "klynge-1081-nord", "Sundhedsråd Nord", on=MERGED_ON, today=TODAY, new_code="sundhedsraad-nord"
    )
    with database.read() as session:
        rows = session.exec(select(Membership.member_code).where(Membership.body_code == "sundhedsraad-nord"))
        members = set(rows)
    assert members == {"810", "813", "825", "860", "klyngestyregruppe-1081-nord"}
    assert parties_of(database, MERGED_ON)["Læsø"].clusters == ("sundhedsraad-nord",)


def test_two_regions_become_region_oestdanmark(database: Database) -> None:
    on = date(2027, 1, 1)
    import_contacts(database, HEADER + "sekretariat-1084,Office,h@x.example,,,,\n")
    merge(database, "1084", "1085", new=NewName("9001", "Region Østdanmark"), on=on)
    parties = parties_of(database, on, region="9001")
    assert len(parties) == 47
    assert list(parties)[-1] == "Regionsrådet"
    council = parties["Regionsrådet"]
    assert (council.code, council.title, council.body_code) == ("9001", "Region Østdanmark", "raad-9001")
    assert parties["København"].clusters == ("byen", "syd")
    assert parties_of(database, date(2026, 12, 31), region="9001") == {}
    assert len(parties_of(database, date(2026, 12, 31), region="1084")) == 30
    with database.read() as session:
        assert secretariat_of(session, "9001").mailbox == "h@x.example"


def test_an_old_regions_agreement_finds_the_region_that_took_over(database: Database) -> None:
    on = date(2027, 1, 1)
    merge(database, "1084", "1085", new=NewName("9001", "Region Østdanmark"), on=on)
    parties = parties_of(database, on, region="1085")
    assert (len(parties), parties["Regionsrådet"].code) == (18, "9001")


def test_bodies_of_merged_regions_may_merge_too(database: Database) -> None:
    on = date(2027, 1, 1)
    with pytest.raises(BadInput, match="ikke i samme region"):
        merge(database, "kkr-1084", "kkr-1085", new=NewName("kkr-9001", "KKR Østdanmark"), on=on)
    merge(database, "1084", "1085", new=NewName("9001", "Region Østdanmark"), on=on)
    merge(database, "kkr-1084", "kkr-1085", new=NewName("kkr-9001", "KKR Østdanmark"), on=on)
    with database.read() as session:
        (kkr,) = party_bodies(session, region_code="9001", selector=PartySelector.KKR, on=on)
        assert session.get_one(Body, "kkr-9001").region_code == "9001"
    assert kkr.name == "KKR Østdanmark"


@pytest.mark.parametrize(
    ("codes", "new", "on", "said"),
    [
        (("810", "4711", "x"), NEW, MERGED_ON, "Koden »4711« findes ikke i kataloget. Koden »x« findes ikke"),
        (("810", "860"), NEW, date(2025, 11, 1), "mere end et år tilbage"),
        (("810", "860"), NEW, date(2047, 1, 1), "mere end ti år fremme"),
        (("810", "860"), NewName("825", "Ny Kommune"), MERGED_ON, "Koden »825« er i brug: Læsø Kommune"),
        (("810", "860"), NewName("Ny Kode", "Ny Kommune"), MERGED_ON, "En kode er højst 40"),
        (("810", "860"), NewName("861", "  "), MERGED_ON, "Skriv det nye navn"),
        (("810", "860"), NewName("861", "a\nb"), MERGED_ON, "Skriv det nye navn"),
        (("810", "raad-860"), NEW, MERGED_ON, "samme slags"),
        (("raad-810", "raad-860"), NEW, MERGED_ON, "samme slags"),
        (("810", "787", "615"), NEW, MERGED_ON, "ikke i samme region"),
        (("1081", "1082"), NewName("jylland-og-fyn", "Region Jylland"), MERGED_ON, "En kode er højst 8"),
        ((), NEW, MERGED_ON, "Angiv, hvem der lægges sammen"),
    ],
)
def test_a_merger_that_cannot_be_changes_nothing(
    database: Database, codes: tuple[str, ...], new: NewName, on: date, said: str
) -> None:
    before = state_of(database)
    with pytest.raises(BadInput, match=said):
        merge(database, *codes, new=new, on=on)
    assert len(before) > 200
    assert state_of(database) == before


def test_what_has_merged_cannot_merge_again(database: Database) -> None:
    merge(database, "810", "860")
    with pytest.raises(BadInput, match="Brønderslev Kommune har allerede en efterfølger: 861"):
        merge(database, "810", "825", new=NewName("863", "Anden Kommune"))


def test_what_has_not_begun_cannot_be_renamed(database: Database) -> None:
    merge(database, "810", "860")
    with pytest.raises(BadInput, match=r"Vendsyssel Kommune findes ikke dagen før den 1\. januar 2028"):
        rename_body(database, "861", "X Kommune", on=MERGED_ON, today=TODAY)


def test_the_directory_shows_what_a_region_has_taken_over(database: Database) -> None:
    on = date(2027, 1, 1)
    merge(database, "1084", "1085", new=NewName("9001", "Region Østdanmark"), on=on)
    with database.read() as session:
        before = {each.region.code: each for each in directory_page(session, on=on - ONE_DAY)}
        after = {each.region.code: each for each in directory_page(session, on=on)}
    assert [len(before[code].authorities) for code in ("1084", "1085", "9001")] == [30, 18, 1]
    assert before.keys() - after.keys() == {"1084", "1085"}
    rows = [(row.title, row.valid_to) for row in after["9001"].authorities]
    assert len(rows) == 49
    assert rows[-3:] == [
        ("Region Hovedstaden", date(2026, 12, 31)),
        ("Region Sjælland", date(2026, 12, 31)),
        ("Region Østdanmark", None),
    ]
    assert {"Københavns Kommune", "Roskilde Kommune"} <= {title for title, _ in rows}
    clusters = [each for each in after["9001"].others if each.kind == "sundhedsklynge"]
    assert len(clusters) == sum(
        each.kind == "sundhedsklynge" for code in ("1084", "1085") for each in before[code].others
    )


def test_what_has_merged_is_counted_once(database: Database) -> None:
    on = date(2027, 1, 1)
    merge(database, "1084", "1085", new=NewName("9001", "Region Østdanmark"), on=on)
    merge(database, "810", "860")
    with database.read() as session:
        counts = [check_directory(session, on=day) for day in (on - ONE_DAY, on, MERGED_ON)]
    assert [(each.regions, each.regional_councils) for each in counts] == [(5, 5), (4, 4), (4, 4)]
    assert [each.municipalities for each in counts] == [98, 98, 97]
    assert [each.per_region.get("Region Østdanmark") for each in counts] == [None, 46, 46]
    assert counts[-1].per_region["Region Nordjylland"] == 10
    assert counts[-1].memberships == counts[0].memberships - 1


def test_seeding_does_not_bring_back_what_has_merged(database: Database) -> None:
    merge(database, "810", "860")
    before = state_of(database)
    seed_directory(database)
    assert state_of(database) == before


def test_the_directory_shows_old_and_new(database: Database) -> None:
    merge(database, "810", "860")
    with database.read() as session:
        (region,) = (each for each in directory_page(session, on=TODAY) if each.region.code == "1081")
        assert not session.exec(select(Contact)).first()
        assert session.get_one(Body, "861").kind is BodyKind.MUNICIPALITY
    rows = {row.name: row for row in region.authorities}
    assert (rows["Hjørring"].valid_to, rows["Vendsyssel"].valid_to) == (EVE, None)
    assert [mark.name for mark in rows["Vendsyssel"].clusters] == ["Klynge Nord"]
