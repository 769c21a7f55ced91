import pytest
from sqlmodel import select

from models.store.database import Database
from models.tables import Initiative, TaskKind
from tests.activities.records import Records
from workflows.rules.authority import AuthorityStep
from workflows.rules.course.phases import Phase
from workflows.rules.follow_up import InitiativeSource
from workflows.rules.requests import RequestKind

AUTHORITY = RequestKind.AUTHORITY
TODAY = "2027-11-01"
OWNER = "strategisk-sundhedsforum-1081"


@pytest.fixture
def records(database: Database) -> Records:
    records = Records(database)
    records.open()
    records.everybody_approves()
    records.settle()
    records.enter(Phase.SUBMISSION)
    return records


def test_steps_are_recorded_in_their_order(records: Records) -> None:
    refused = records.refused(AUTHORITY, step="approved", happened_on=TODAY)
    assert "ikke er sendt til Sundhedsstyrelsen" in refused
    recorded = records.granted(AUTHORITY, step="submitted", happened_on=TODAY)
    assert (recorded.authority, recorded.is_plan_stale) == (AuthorityStep.SUBMITTED, True)
    assert "kan ikke følge efter »sendt«" in records.refused(AUTHORITY, step="submitted", happened_on=TODAY)
    assert "fremtiden" in records.refused(AUTHORITY, step="acknowledged", happened_on="2027-11-02")
    records.granted(AUTHORITY, step="acknowledged", happened_on=TODAY)


def test_the_authority_is_written_to_in_its_own_phase_only(records: Records) -> None:
    records.enter(Phase.CONFIRMATION)
    assert "ikke indsendelse" in records.refused(AUTHORITY, step="submitted", happened_on=TODAY)


def test_an_answer_whose_document_is_gone_is_refused(records: Records) -> None:
    records.granted(AUTHORITY, step="submitted", happened_on=TODAY)
    refused = records.refused(AUTHORITY, step="approved", happened_on=TODAY, answer_sha256="0" * 64)
    assert refused == "Det vedlagte dokument findes ikke. Læg det op igen."


def test_a_question_of_the_authority_lies_on_the_desk_until_it_is_answered(records: Records) -> None:
    records.granted(AUTHORITY, step="submitted", happened_on=TODAY)
    records.granted(AUTHORITY, step="information_asked", happened_on=TODAY, text="Hvad koster det?")
    assert TaskKind.INFORMATION_ASKED in {task.kind for task in records.desk()}
    records.granted(AUTHORITY, step="information_given", happened_on=TODAY)
    assert TaskKind.INFORMATION_ASKED not in {task.kind for task in records.desk()}


def test_points_of_the_answer_become_initiatives_with_an_owner(records: Records) -> None:
    records.granted(AUTHORITY, step="submitted", happened_on=TODAY)
    approved = {"step": "approved", "happened_on": TODAY, "points": ["Følg op på § 3", "Mål effekten"]}
    assert "hvilket organ" in records.refused(AUTHORITY, **approved)
    assert "»ukendt«" in records.refused(AUTHORITY, **approved, owner="ukendt")
    records.granted(AUTHORITY, **approved, owner=OWNER)
    with records.database.read() as session:
        found = session.exec(select(Initiative).order_by("number")).all()
    assert [(each.number, each.title, each.source) for each in found] == [
        (1, "Følg op på § 3", InitiativeSource.AUTHORITY),
        (2, "Mål effekten", InitiativeSource.AUTHORITY),
    ]
    assert records.proves()


def test_points_that_say_nothing_become_no_initiatives(records: Records) -> None:
    records.granted(AUTHORITY, step="submitted", happened_on=TODAY)
    records.granted(AUTHORITY, step="acknowledged", happened_on=TODAY, points=["", "  ", "\uffff"])
    records.granted(AUTHORITY, step="approved", happened_on=TODAY, points=["", "Mål effekten", " "], owner=OWNER)
    with records.database.read() as session:
        assert [each.title for each in session.exec(select(Initiative)).all()] == ["Mål effekten"]


def test_an_initiative_keeps_its_source_unless_another_is_named(records: Records) -> None:
    records.granted(AUTHORITY, step="submitted", happened_on=TODAY)
    records.granted(AUTHORITY, step="approved", happened_on=TODAY, points=["Mål effekten"], owner=OWNER)
    for said, source in (
        ({}, InitiativeSource.AUTHORITY),
        ({"source": "predecessor"}, InitiativeSource.PREDECESSOR),
        ({}, InitiativeSource.PREDECESSOR),
    ):
        records.initiative(OWNER, number=1, **said)
        with records.database.read() as session:
            assert session.exec(select(Initiative)).one().source is source
    records.initiative(OWNER)
    with records.database.read() as session:
        newest = session.exec(select(Initiative).order_by("number")).all()[-1]
    assert newest.source is InitiativeSource.AGREEMENT


def test_after_an_objection_a_new_text_goes_the_way_again(records: Records) -> None:
    records.granted(AUTHORITY, step="submitted", happened_on=TODAY)
    records.granted(AUTHORITY, step="objected", happened_on=TODAY)
    assert TaskKind.OBJECTION in {task.kind for task in records.desk()}
    records.later(hours=1)
    records.enter(Phase.ADOPTION)
    assert "en ny version" in records.refused(RequestKind.ADOPTION, adopted_on=TODAY)
    assert records.record(records.publish(2)).accepted
    records.granted(RequestKind.ADOPTION, adopted_on=TODAY)
    records.enter(Phase.APPROVAL)
    assert records.open_round(2).version == 2
    records.later(hours=1)
    records.enter(Phase.SUBMISSION)
    records.granted(AUTHORITY, step="submitted", happened_on=TODAY)
