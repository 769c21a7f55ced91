"""Rows that people read are held against what the entries tell of rounds, inquiries, initiatives and requests."""

from typing import Final

import pytest

from models.agreements.versions import NewVersion, add_version
from models.register import verify
from models.store.database import Database
from models.tables import Contact
from tests.activities.records import AALBORG, LAESOE, Records, document
from tests.trust.forging.test_tampering import tampered
from workflows.rules.council.quorum import Quorum
from workflows.rules.course.phases import Phase
from workflows.rules.inquiries import InquiryKind
from workflows.rules.kinds import PartySelector, Stage
from workflows.rules.requests import RequestKind

NORTH: Final = "klyngestyregruppe-1081-nord"
STATUS: Final = "status-2028-1"
STAGES: Final = (
    Stage(PartySelector.REGION, Quorum.ALL, days=30),
    Stage(PartySelector.MUNICIPALITIES, Quorum.ALL, days=60),
)
ROUNDS: Final = {
    "DELETE FROM round_party WHERE code = '825'": "spørger andre parter",
    "UPDATE round_party SET position = 0 WHERE code = '825'": "spørger andre parter",
    "UPDATE round_party SET stage = 0 WHERE code = '825'": "hvem der spørges i trin 2",
    "UPDATE round_party SET contact_confirmed_at = NULL": "hvornår kontakten for part 1081 blev bekræftet",
    "UPDATE round SET deadline = '2028-06-01'": "siger noget andet end posterne (»deadline«)",
    "UPDATE round SET version = 1": "siger noget andet end posterne (»version«)",
    "UPDATE round SET number = 2": "runde 1 mangler",
    "UPDATE round SET stage = 0": "siger noget andet end posterne (»stage«)",
    "UPDATE round SET opened_on = '2027-01-01'": "siger noget andet end posterne (»opened_on«)",
    "UPDATE round SET stage_opened_on = '2027-01-01'": "siger noget andet end posterne (»stage_opened_on«)",
    "UPDATE round SET state = 'godkendt'": "er i en anden tilstand",
    "UPDATE round SET state = 'faldet'": "er i en anden tilstand",
    "UPDATE round SET state = 'åben'": "er i en anden tilstand",
    "UPDATE round SET closed_reason = 'Trukket.'": "siger, at den er slut",
    "UPDATE cycle SET is_public = false": "siger noget andet end posterne (»is_public«)",
    "UPDATE cycle SET phase = 'noget'": "som ikke kan læses",
}
INQUIRIES: Final = {
    "UPDATE inquiry SET deadline = '2028-06-01'": "siger noget andet end posterne (»deadline«)",
    "UPDATE inquiry SET closes_on = '2028-06-01'": "siger noget andet end posterne (»closes_on«)",
    "UPDATE inquiry SET closed_at = NULL": "siger noget andet end posterne (»closed_at«)",
    "DELETE FROM inquiry_party": "spørger andre end dem",
    "UPDATE inquiry_party SET answered_by = NULL": "om, hvad klyngestyregruppe-1081-nord svarede",
    "UPDATE initiative SET progress = 'done'": "Indsats 1 i forløbet",
    "UPDATE initiative SET title = 'En anden'": "Indsats 1 i forløbet",
    "UPDATE initiative SET owner_code = 'strategisk-sundhedsforum-1081'": "Indsats 1 i forløbet",
    "DELETE FROM initiative_milestone": "Indsats 1 i forløbet",
    "UPDATE initiative_milestone SET title = 'Uden mål'": "Indsats 1 i forløbet",
    "UPDATE initiative_milestone SET due_on = '2031-01-01'": "Indsats 1 i forløbet",
    "UPDATE initiative SET number = 7": "flere eller færre indsatser",
    "UPDATE status_report SET recorded_at = '2027-01-01 09:00:00'": "statusmeldingen om indsats 1",
    "UPDATE cycle SET phase = 'evaluering'": "siger noget andet end posterne (»phase«)",
}


@pytest.fixture
def records(database: Database) -> Records:
    return Records(database)


def holds(database: Database, tamperings: dict[str, str]) -> None:
    """See that nothing is wrong before, and what is said of each statement."""
    with database.read() as session:
        assert verify(session).problems == ()
    for statement, expected in tamperings.items():
        problems = tampered(database, statement)
        assert any(expected in problem for problem in problems), (statement, problems)


def test_a_round_and_whom_it_asks_are_what_its_entries_say(records: Records) -> None:
    records.record(records.start())
    records.reshape(stages=STAGES)
    records.record(records.publish())
    records.open_round()
    records.granted(RequestKind.PLAN, party="1081", contact_confirmed=True, reported_by="Bo Eksempel")
    records.answer("1081")
    records.later(days=3)
    records.open_stage(1)
    records.granted(RequestKind.DEADLINE, deadline="2028-02-01", reason="Mødet er flyttet.")
    records.record(records.publish(2, editorial=True, reason="En dato er rettet."))
    records.answer(LAESOE, outcome="rejected", decision_text="Forkastet.")
    records.granted(RequestKind.PUBLIC_STATUS, is_public=True)
    holds(records.database, ROUNDS)


def test_a_round_that_fell_says_why_and_stays_fallen(records: Records) -> None:
    records.open()
    records.record(records.publish(2, reason="Økonomien er ny."))
    holds(
        records.database,
        {
            "UPDATE round SET state = 'åben', closed_at = NULL": "er faldet, men siger noget andet",
            "UPDATE round SET closed_reason = 'Ny version 2: En dato er rettet.'": "om, hvorfor den faldt",
        },
    )


def test_an_inquiry_and_its_initiatives_are_what_their_entries_say(records: Records) -> None:
    records.open()
    records.enter(Phase.FOLLOW_UP)
    with records.database.write() as session:
        session.add(Contact(body_code=NORTH, mailbox=f"{NORTH}@rn.example"))
    records.initiative(NORTH, milestones=[{"title": "Opstart", "due_on": "2028-03-01"}])
    records.inquire(InquiryKind.STATUS_ROUND, STATUS)
    records.granted(RequestKind.EXTENSION, inquiry=STATUS, deadline="2027-12-20", reason="Der var ferie.")
    said = [{"initiative": 1, "progress": "under_way", "note": "Det går."}]
    records.granted(
        RequestKind.STATUS_REPORT, party=NORTH, inquiry=STATUS, initiatives=said, reported_by="Anne Eksempel"
    )
    records.later(days=90)
    records.close(InquiryKind.STATUS_ROUND, STATUS)
    holds(records.database, INQUIRIES)


def test_the_parts_of_a_version_are_those_that_its_entry_names(records: Records) -> None:
    records.record(records.start())
    records.reshape(parts=("aftale", "styringsaftale"))
    facts = add_version(
        records.database,
        records.cycle,
        NewVersion(label="endelig"),
        document(1),
        parts=(document(2),),
        made_by="staff:1",
        at=records.now,
    )
    records.record(facts.receipt.number)
    holds(
        records.database,
        {
            "UPDATE version_part SET sha256 = (SELECT sha256 FROM version)": "versionens dele er ikke dem",
            "DELETE FROM version_part": "versionens dele er ikke dem",
            "DELETE FROM document WHERE sha256 NOT IN (SELECT sha256 FROM version)": (
                f"dokumentet {document(2).sha256} mangler"
            ),
        },
    )


def test_a_remark_belongs_to_the_hearing_answer_that_its_entry_names(records: Records) -> None:
    records.record(records.start(phase=Phase.HEARING))
    records.record(records.publish())
    records.inquire(InquiryKind.HEARING)
    for party in (LAESOE, AALBORG):
        said = {"text": "§ 4 er uklar.", "reported_by": "Anne Eksempel"}
        records.granted(RequestKind.HEARING_ANSWER, party=party, inquiry=InquiryKind.HEARING.value, **said)
    records.granted(RequestKind.REMARK, answer=1, text="§ 4", verdict="taken_in")
    holds(records.database, {"UPDATE remark SET answer_id = 2": "hører til et andet høringssvar"})


def test_a_text_that_was_taken_away_is_told_of_once(records: Records) -> None:
    records.open()
    records.answer(LAESOE)
    taken = "UPDATE sealed_text SET text = NULL, salt = NULL WHERE field = 'decision_text'"
    (problem,) = tampered(records.database, taken)
    assert problem.endswith("teksten »decision_text« er fjernet, uden at en post siger, at den er slettet.")


def test_a_round_that_was_passed_stays_so_while_its_authors_write_anew(records: Records) -> None:
    records.open()
    records.everybody_approves()
    assert records.settle()
    records.enter(Phase.DRAFTING)
    records.record(records.publish(2, reason="SSU vil have teksten ændret."))
    holds(records.database, {"UPDATE round SET state = 'faldet'": "er i en anden tilstand"})
