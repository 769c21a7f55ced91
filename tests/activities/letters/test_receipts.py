"""What receipts of answers to an inquiry say, also to those that somebody else answered for."""

import pytest

from tests.activities.conftest import PostOffice
from tests.activities.inquiry_scene import (
    CONTACT_ROUND,
    HEARING,
    STATUS_ROUND,
    begin,
    hearing_answer,
    open_inquiry,
    reply,
    status_report,
)
from tests.activities.reading import K, written
from tests.activities.scene import AALBORG

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def test_a_joint_answer_is_told_to_those_that_it_speaks_for(office: PostOffice) -> None:
    open_inquiry(office.database, HEARING)
    number = reply(office.database, HEARING, on_behalf_of=(AALBORG,))
    hearing_answer(office.database, number, on_behalf_of=[AALBORG])
    own = await written(office, K.INQUIRY_RECEIPT, HEARING, request=number)
    assert "»Vi savner et afsnit om øerne.«" in own
    assert "nr. 1 i registret" in own
    assert f"/kvittering/{number}" in own
    other = await written(office, K.INQUIRY_RECEIPT, HEARING, request=number, party=AALBORG)
    assert "som Læsø Kommune gav for jer" in other
    assert "Svaret lyder: »Vi savner" in other
    assert "/kvittering/" not in other
    assert "https://aftaler.example/h/" in other


async def test_a_late_hearing_answer_is_kept_and_says_so(office: PostOffice) -> None:
    open_inquiry(office.database, HEARING)
    number = reply(office.database, HEARING)
    hearing_answer(office.database, number, is_late=True, text="", has_remarks=False)
    text = await written(office, K.INQUIRY_RECEIPT, HEARING, request=number)
    assert "Svaret kom efter fristen" in text
    assert "I har ingen bemærkninger." in text
    assert "I skrev" not in text


@pytest.mark.parametrize(("slug", "noted"), [(CONTACT_ROUND, "kontakt og møder til"), (STATUS_ROUND, "status på")])
async def test_a_receipt_says_what_was_noted(office: PostOffice, slug: str, noted: str) -> None:
    begin(office.database, "Fælles akutteam")
    open_inquiry(office.database, slug)
    number = reply(office.database, slug)
    if slug == STATUS_ROUND:
        status_report(office.database, number, 1)
    text = await written(office, K.INQUIRY_RECEIPT, slug, request=number)
    assert noted in text
    assert f"/kvittering/{number}" in text
