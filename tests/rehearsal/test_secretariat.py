"""The imagined secretariat, where a rehearsal begins in the middle."""

import pytest

from activities.rehearsal.script import Inbox
from activities.rehearsal.secretariat import acts_of_secretariat
from models.calendar import local_day
from models.store.database import Database
from tests.activities.records import Records
from workflows.rules.course.phases import Phase


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_agreement_that_begins_at_the_councils_gets_its_text_once(database: Database) -> None:
    records = Records(database)
    records.record(records.start())
    inbox, today = Inbox(database, records.cycle, lambda: records.now), local_day(records.now)
    with database.read() as session:
        (publication,) = acts_of_secretariat(session, inbox, Phase.APPROVAL, today)
    assert local_day(publication.at) == today
    (told,) = publication.do(inbox)
    assert records.record(told.delivery.request).version == 1
    assert records.open_round().version == 1
    with database.read() as session:
        assert acts_of_secretariat(session, inbox, Phase.APPROVAL, today) == ()
