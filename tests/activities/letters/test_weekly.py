"""The weekly letters: who gets one, when, and what it says."""

from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from activities.calendar import StaffDigests
from models.access.own_cluster import choose_cluster, own_cluster
from models.access.staff import add_staff
from models.store.database import Database
from models.tables import Cycle, Role, RoundParty, Staff
from tests.activities.conftest import PostOffice
from tests.activities.happenings import answer
from tests.activities.reading import K, html, lix, plain, words_of
from tests.activities.scene import AALBORG, CYCLE, LAESOE
from workflows.contracts.digests import DigestPlan
from workflows.contracts.letters import LetterInput, LetterOrder
from workflows.rules.course.phases import Phase
from workflows.rules.letters import LetterState, Recipient

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
MONDAY = datetime(2027, 12, 20, 7, tzinfo=UTC)


def coordinator(database: Database, cluster: str = "") -> int:
    staff = add_staff(database, "bo@rn.example", "Bo Eksempel", Role.COORDINATOR)
    choose_cluster(database, staff.id, cycle_id=CYCLE, slug=cluster, today=date(2027, 11, 1))
    return staff.id


async def week(office: PostOffice, staff: int) -> str:
    letters = office.letters
    order = LetterOrder(K.WEEKLY, "", Recipient.STAFF, planned_on=office.now.date())
    assert await letters.send_single(LetterInput(order, staff=staff)) is LetterState.SENT
    return plain(office.server.mails[-1][1]).replace("\r", "")


async def test_it_says_who_is_late_and_what_was_decided(office: PostOffice) -> None:
    answer(office.database)
    office.now = MONDAY
    text = await week(office, coordinator(office.database))
    assert "Sundhedsaftalen 2028-2031: 1 af 3 tæller. Fristen er 15. december 2027." in text
    assert "Forsinket: Aalborg og Regionsrådet." in text
    assert "Nyt:" not in text  # it is older than a week
    office.now = datetime(2027, 11, 8, 7, tzinfo=UTC)
    text = await week(office, 1)
    assert "Nyt: Læsø (godkendt)." in text
    assert "Forsinket: Aalborg" not in text


async def test_who_looks_after_one_cluster_hears_of_that_alone(office: PostOffice) -> None:
    with office.database.write() as session:
        session.get_one(RoundParty, (CYCLE, 1, LAESOE)).clusters = ["nord"]
        session.get_one(RoundParty, (CYCLE, 1, AALBORG)).clusters = ["aalborg"]
    office.now = MONDAY
    text = await week(office, coordinator(office.database, "nord"))
    mail = office.server.mails[-1][1]
    assert mail["Subject"] == "Ugens overblik for klynge Nord"
    assert "Forsinket: Læsø." in text
    assert "Aalborg" not in text


async def test_four_lists_are_a_click_away(office: PostOffice) -> None:
    office.now = MONDAY
    await week(office, coordinator(office.database, "nord"))
    addresses = [part.split('"')[0] for part in html(office.server.mails[-1][1]).split('href="')]
    lists = [each for each in addresses if "/workflows?query=" in each]
    queries = [parse_qs(urlsplit(each.replace("&amp;", "&")).query)["query"][0] for each in lists]
    whose = 'Region="Nordjylland" AND Klynge="nord"'
    case = 'WorkflowType="Rådsbehandling"'
    assert queries == [
        f'{case} AND Udfald="afventer" AND Forsinket=true AND {whose}',
        f'{case} AND Udfald="afventer" AND {whose}',
        f'{case} AND Moede >= "2027-12-19T23:00:00Z" AND Moede < "2027-12-26T23:00:00Z" AND {whose}',
        f'{case} AND CloseTime >= "2027-12-13T07:00:00Z" AND {whose}',
    ]


async def test_it_stays_short_however_much_there_is_to_tell(office: PostOffice) -> None:
    with office.database.write() as session:
        cycle = session.get_one(Cycle, CYCLE)
        for number in range(9):
            values = cycle.model_dump() | {"id": f"{CYCLE}-{number}", "phase": Phase.FOLLOW_UP}
            session.add(Cycle(**values))
        party = session.get_one(RoundParty, (CYCLE, 1, LAESOE))
        for number in range(20):
            values = {"code": str(number), "name": f"Nørre Sønderby-Vesterkøbing {number}", "position": 9}
            session.add(RoundParty(**(party.model_dump() | values)))
    office.now = MONDAY
    text = await week(office, coordinator(office.database))
    assert "og 19 til" in text
    assert "Der er 7 forløb mere i gang." in text
    assert len(words_of(text)) <= 120
    assert lix(text) <= 40


async def test_nobody_is_written_to_who_has_left_or_when_nothing_runs(office: PostOffice) -> None:
    staff = coordinator(office.database)
    order = LetterInput(LetterOrder(K.WEEKLY, "", Recipient.STAFF, planned_on=date(2027, 11, 1)), staff=staff)
    with office.database.write() as session:
        session.get_one(Cycle, CYCLE).phase = Phase.CANCELLED
    assert await office.letters.send_single(order) is LetterState.UNDELIVERABLE
    with office.database.write() as session:
        session.get_one(Cycle, CYCLE).phase = Phase.APPROVAL
        session.get_one(Staff, staff).is_active = False
    assert await office.letters.send_single(order) is LetterState.UNDELIVERABLE
    assert office.server.mails == []


async def test_a_letter_that_is_sent_twice_is_known_as_one(office: PostOffice) -> None:
    staff = coordinator(office.database)
    await week(office, staff)
    await week(office, staff)
    assert len({mail["Message-ID"] for _, mail in office.server.mails}) == 1


@pytest.mark.parametrize(
    ("now", "goes"),
    [
        (MONDAY, MONDAY),
        (datetime(2027, 12, 19, 7, tzinfo=UTC), datetime(2027, 12, 20, 8, tzinfo=UTC)),
        (datetime(2027, 3, 29, 6, tzinfo=UTC), datetime(2027, 3, 30, 7, tzinfo=UTC)),  # Easter Monday
    ],
)
async def test_letters_go_in_office_hours(office: PostOffice, now: datetime, goes: datetime) -> None:
    staff = coordinator(office.database)
    add_staff(office.database, "anne@rn.example", "Anne Eksempel", Role.SECRETARIAT)
    assert StaffDigests(office.database).plan_digests(now) == DigestPlan(goes, (staff,))


@pytest.mark.parametrize("now", [datetime(2027, 7, 5, 6, tzinfo=UTC), datetime(2027, 12, 27, 7, tzinfo=UTC)])
async def test_in_july_and_at_christmas_nobody_is_written_to(office: PostOffice, now: datetime) -> None:
    coordinator(office.database)
    assert StaffDigests(office.database).plan_digests(now).staff == ()


async def test_where_nothing_runs_there_is_nothing_to_tell(office: PostOffice) -> None:
    coordinator(office.database)
    with office.database.write() as session:
        session.get_one(Cycle, CYCLE).phase = Phase.CLOSED
    assert StaffDigests(office.database).plan_digests(MONDAY).staff == ()


async def test_a_cluster_is_remembered_within_its_region(office: PostOffice) -> None:
    staff = coordinator(office.database, "nord")
    with office.database.read() as session:
        code = session.get_one(Staff, staff).cluster
        assert own_cluster(session, code, cycle_id=CYCLE) == "nord"
        assert own_cluster(session, code, cycle_id="findes-ikke") == ""
        assert own_cluster(session, "", cycle_id=CYCLE) == ""
    choose_cluster(office.database, staff, cycle_id=CYCLE, slug="findes-ikke", today=date(2027, 11, 1))
    with office.database.read() as session:
        assert session.get_one(Staff, staff).cluster == ""
