"""Letters of the plan and of the follow-up: to the office, to the committee, to bodies of the directory."""

from datetime import date

import pytest
from sqlmodel import select

from models.tables import Body, Contact, Membership
from tests.activities.conftest import PostOffice
from tests.activities.inquiry_scene import SSU, STATUS_ROUND, begin, enter, hear_of, open_inquiry
from tests.activities.ordering import PLANNED_ON
from tests.activities.outcome_of import letter, tasks
from tests.activities.reading import K, plain, sent
from tests.activities.scene import CYCLE, LAESOE, PDF
from workflows.contracts.letters import LetterOrder
from workflows.rules.authority import AuthorityStep
from workflows.rules.course.phases import Phase
from workflows.rules.follow_up import Progress
from workflows.rules.letters import LetterState, Recipient

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PUBLICATION = LetterOrder(K.PUBLICATION, CYCLE, Recipient.BODY, party=f"raad-{LAESOE}", planned_on=PLANNED_ON)
SILENT = LetterOrder(K.AUTHORITY_SILENT, CYCLE, Recipient.STAFF, planned_on=date(2027, 2, 16))


async def test_a_milestone_is_called_by_its_name(office: PostOffice) -> None:
    mail = await sent(office, K.MILESTONE)
    assert mail["Subject"] == "Sundhedsaftalen 2028-2031: Udkast klar til høring – den 1. maj 2027"


async def test_the_office_is_told_whom_the_text_goes_to_and_how_long_they_have(office: PostOffice) -> None:
    text = plain(await sent(office, K.SUBMISSION_DUE))
    assert "Fra den dag har Sundhedsstyrelsen 8 uger til at svare." in text


async def test_a_missing_receipt_is_not_a_missing_answer(office: PostOffice) -> None:
    enter(office.database, Phase.SUBMISSION)
    hear_of(office.database, AuthorityStep.SUBMITTED, on=date(2027, 2, 1))
    assert await office.letters.send(SILENT) is LetterState.SENT
    ((_, mail),) = office.server.mails
    assert mail["Subject"] == "Sundhedsaftalen 2028-2031: ingen kvittering fra Sundhedsstyrelsen"
    assert "Svaret ventes senest 29. marts 2027." in plain(mail)
    assert "skulle være kommet senest 29. marts 2027" in plain(await sent(office, K.AUTHORITY_SILENT))


async def test_a_summary_counts_each_status_and_names_what_is_stuck(office: PostOffice) -> None:
    text = plain(await sent(office, K.STATUS_SUMMARY))
    assert office.server.mails[-1][0] == "udvalg@rn.example"
    assert text.startswith("Til Sundhedssamarbejdsudvalget i Region Nordjylland")
    assert "I gang: 1 · Forsinket: 1 · Sat i bero: 1" in text
    assert "2. Hjælp til unge der mistrives – Forsinket (Læsø Kommune)" in text
    assert "akutteam" not in text


async def test_a_summary_that_nobody_else_can_get_goes_to_the_office(office: PostOffice) -> None:
    begin(office.database, "Fælles akutteam", progress=Progress.DONE)
    open_inquiry(office.database, STATUS_ROUND)
    order = LetterOrder(K.STATUS_SUMMARY, CYCLE, Recipient.STAFF, inquiry=STATUS_ROUND)
    assert await office.letters.send(order) is LetterState.SENT
    ((mailbox, mail),) = office.server.mails
    assert mailbox == "ssu@rn.example"
    assert "Til sekretariatet" in plain(mail)
    assert "Gennemført: 1" in plain(mail)
    assert "Læg den frem for SSU." in plain(mail)


async def test_who_takes_over_after_a_lapse_is_told_what(office: PostOffice) -> None:
    mail = await sent(office, K.HANDED_OVER)
    assert office.server.mails[-1][0] == "politik@laesoe.example"
    assert mail["Subject"] == "Læsø Kommune: I overtager indsatser fra Sundhedsaftalen 2028-2031"
    text = plain(mail)
    assert "Sundhedsaftalen 2028-2031 er bortfaldet." in text
    for line in ("1. Fælles akutteam på øerne – I gang", "3. Bedre udskrivning – Sat i bero"):
        assert line in text


async def test_the_text_to_publish_goes_with_the_reminder(office: PostOffice) -> None:
    mail = await sent(office, K.PUBLICATION)
    assert mail["Subject"].startswith("Læsø Kommune: læg Sundhedsaftalen 2028-2031 på jeres hjemmeside")
    assert [part.get_content() for part in mail.iter_attachments()] == [PDF]


async def test_a_body_is_written_to_where_the_directory_has_it_on_the_day(office: PostOffice) -> None:
    with office.database.write() as session:
        session.get_one(Contact, f"raad-{LAESOE}").mailbox = "ny@laesoe.example"
    assert await office.letters.send(PUBLICATION) is LetterState.SENT
    ((mailbox, mail),) = office.server.mails
    assert mailbox == "ny@laesoe.example"
    assert "aftaler.example/" not in plain(mail)


async def test_who_took_over_from_a_body_gets_its_letters(office: PostOffice) -> None:
    with office.database.write() as session:
        council = session.get_one(Body, f"raad-{LAESOE}")
        council.valid_to, council.successor_code = date(2027, 6, 30), "raad-851"
    assert await office.letters.send(PUBLICATION) is LetterState.SENT
    ((mailbox, mail),) = office.server.mails
    assert mailbox == "politik@aalborg.example"
    assert mail["Subject"].startswith("Aalborg Kommune: ")


async def test_a_body_without_a_contact_is_a_task_on_the_desk(office: PostOffice) -> None:
    order = LetterOrder(K.STATUS_SUMMARY, CYCLE, Recipient.BODY, party=SSU, inquiry=STATUS_ROUND)
    assert await office.letters.send(order) is LetterState.UNDELIVERABLE
    assert letter(office, order).inquiry == STATUS_ROUND
    (task,) = tasks(office)
    assert task.inquiry == STATUS_ROUND


async def test_a_municipality_is_written_to_at_its_council(office: PostOffice) -> None:
    with office.database.read() as session:
        assert session.exec(select(Membership).where(Membership.body_code == LAESOE)).first()
    order = LetterOrder(K.PUBLICATION, CYCLE, Recipient.BODY, party=LAESOE, planned_on=PLANNED_ON)
    assert await office.letters.send(order) is LetterState.SENT
    assert office.server.mails[-1][0] == "politik@laesoe.example"
