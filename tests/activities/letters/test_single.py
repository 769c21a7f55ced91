"""Letters that a web act asks for."""

import pytest
from sqlmodel import select
from temporalio import activity
from temporalio.testing import ActivityEnvironment

from activities.letters.sending import TemplateLetters
from models.access.staff import OtherAddress, add_staff, use_sign_in
from models.tables import Letter, Role
from tests.activities.conftest import PostOffice
from tests.activities.outcome_of import NEW_LINK, letter
from tests.activities.scene import CYCLE
from workflows.contracts.letters import LetterInput, LetterOrder
from workflows.contracts.ports import Letters
from workflows.rules.letters import LetterKind, LetterState, Recipient


async def test_a_link_is_sent_again_as_often_as_it_is_asked_for(office: PostOffice) -> None:
    for _ in range(2):
        assert await office.letters.send_single(LetterInput(NEW_LINK)) is LetterState.SENT
    assert [mailbox for mailbox, _ in office.server.mails] == ["politik@laesoe.example"] * 2
    assert len({mail["Message-ID"] for _, mail in office.server.mails}) == 2
    assert letter(office, NEW_LINK).state is LetterState.SENT


async def test_a_sign_in_link_works_once_and_stands_nowhere_in_the_database(office: PostOffice) -> None:
    anne = add_staff(office.database, "anne@rn.example", "Anne Eksempel", Role.SECRETARIAT)
    order = LetterOrder(LetterKind.SIGN_IN, "", Recipient.STAFF)
    assert await office.letters.send_single(LetterInput(order, staff=anne.id)) is LetterState.SENT
    ((mailbox, mail),) = office.server.mails
    assert mailbox == "anne@rn.example"
    body = mail.get_body(("plain",))
    assert body is not None
    token = body.get_content().split("https://aftaler.example/log-ind/")[1].split()[0]
    with pytest.raises(OtherAddress):
        use_sign_in(office.database, token, office.now)
    assert use_sign_in(office.database, token, office.now, address="Anne@rn.example ")
    with office.database.read() as session:
        assert session.exec(select(Letter)).all() == []


async def test_a_sign_in_mail_that_is_tried_again_is_the_same_mail(office: PostOffice) -> None:
    anne = add_staff(office.database, "anne@rn.example", "Anne Eksempel", Role.SECRETARIAT)
    letter = LetterInput(LetterOrder(LetterKind.SIGN_IN, "", Recipient.STAFF), staff=anne.id)
    for _ in range(2):
        assert await ActivityEnvironment().run(office.letters.send_single, letter) is LetterState.SENT
    first, second = (mail["Message-ID"] for _, mail in office.server.mails)
    assert first == second


async def test_a_letter_after_the_end_is_sent_once(office: PostOffice) -> None:
    order = LetterOrder(LetterKind.ROUND_SETTLED, CYCLE, Recipient.STAFF, round=1)
    for _ in range(2):
        assert await office.letters.send_single(LetterInput(order)) is LetterState.SENT
    assert len(office.server.mails) == 1


async def test_nobody_signs_in_who_is_not_in_the_staff_list(office: PostOffice) -> None:
    order = LetterOrder(LetterKind.SIGN_IN, "", Recipient.STAFF)
    assert await office.letters.send_single(LetterInput(order, staff=99)) is LetterState.UNDELIVERABLE
    assert office.server.mails == []


async def test_the_letter_to_the_secretariat_about_a_settled_round_is_about_no_single_council(
    office: PostOffice,
) -> None:
    order = LetterOrder(LetterKind.ROUND_SETTLED, CYCLE, Recipient.STAFF, round=1)
    assert await office.letters.send(order) is LetterState.SENT
    ((mailbox, mail),) = office.server.mails
    assert mailbox == "ssu@rn.example"
    assert mail["Subject"] == "Alle har godkendt Sundhedsaftalen 2028-2031"


def test_the_activities_have_the_names_that_workflows_call_them_by() -> None:
    names = [name for name in vars(Letters) if not name.startswith("_")]
    assert len(names) == 3
    for name in names:
        called = activity._Definition.must_from_callable(getattr(Letters, name))
        implemented = activity._Definition.must_from_callable(getattr(TemplateLetters, name))
        assert implemented.name == called.name
        assert implemented.arg_types == called.arg_types
        assert implemented.ret_type == called.ret_type


async def test_a_letter_is_sent_as_an_activity(office: PostOffice) -> None:
    send = office.letters.send_single
    for _ in range(2):
        assert await ActivityEnvironment().run(send, LetterInput(NEW_LINK)) is LetterState.SENT
    first, second = (mail["Message-ID"] for _, mail in office.server.mails)
    assert first == second  # two tries of one and the same act
