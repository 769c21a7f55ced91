"""What is told of a cycle that was played through: refusals too, and that it came to nothing."""

from datetime import date

from models.queries.timeline.rehearsed import Rehearsed, what_came
from models.queries.timeline.timeline import EventKind
from models.store.database import Database
from tests.activities.records import ANSWER, LAESOE, Records
from workflows.rules.course.phases import Phase
from workflows.rules.requests import RequestKind

BEGUN = date(2027, 11, 1)


def told_of(records: Records) -> Rehearsed:
    with records.database.read() as session:
        return what_came(session, records.cycle, begun_on=BEGUN, today=date(2028, 7, 1), mailboxes=())


def test_what_was_refused_is_told_with_who_asked_and_why(database: Database) -> None:
    records = Records(database)
    records.open()
    reason = records.refused(RequestKind.ANSWER, party=LAESOE, **(ANSWER | {"meeting_date": "2027-11-02"}))
    records.refused(RequestKind.CONFIRM, confirmed_on="2027-11-01")
    first, second = (line for line in told_of(records).lines if line.what is EventKind.REFUSAL)
    assert (first.who, first.text.partition(": ")[2], first.at) == ("Læsø", reason, records.now)
    assert second.who == "Sekretariatet"


def test_an_agreement_that_was_given_up_is_not_in_force(database: Database) -> None:
    records = Records(database)
    records.open()
    records.enter(Phase.CANCELLED)
    _, in_force, _ = told_of(records).sentences
    assert in_force == "Aftalen er ikke trådt i kraft; den skulle gælde fra 1. januar 2028."
