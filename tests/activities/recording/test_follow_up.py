from datetime import date
from typing import Any

import pytest
from sqlmodel import select

from models.store.database import Database
from models.tables import Body, Contact, Initiative, InitiativeMilestone, InquiryParty, StatusReport, TaskKind
from tests.activities.records import AALBORG, LAESOE, REGION, Records
from workflows.contracts.letters import LetterOrder
from workflows.rules.course.phases import Phase
from workflows.rules.follow_up import Progress
from workflows.rules.inquiries import InquiryKind
from workflows.rules.kinds import FollowUpTerms
from workflows.rules.letters import LetterKind, LetterState, Recipient
from workflows.rules.requests import RequestKind

REPORT, STATUS = RequestKind.STATUS_REPORT, InquiryKind.STATUS_ROUND
NORTH, SOUTH = "klyngestyregruppe-1081-nord", "klyngestyregruppe-1081-syd"
SLUG = "status-2028-1"


@pytest.fixture
def records(database: Database) -> Records:
    records = Records(database)
    records.open()
    records.enter(Phase.FOLLOW_UP)
    for code in (NORTH, SOUTH):
        reachable(records, code)
    return records


def reachable(records: Records, code: str) -> None:
    with records.database.write() as session:
        session.add(Contact(body_code=code, mailbox=f"{code}@rn.example"))


def end(records: Records, code: str, successor: str | None = None) -> None:
    with records.database.write() as session:
        body = session.get_one(Body, code)
        body.valid_to, body.successor_code = date(2027, 10, 1), successor
        session.add(body)


def initiatives(records: Records) -> list[Initiative]:
    with records.database.read() as session:
        return list(session.exec(select(Initiative).order_by("id")))


def report(*statuses: tuple[int, str]) -> dict[str, Any]:
    said = [{"initiative": number, "progress": progress} for number, progress in statuses]
    return {"initiatives": said, "reported_by": "Anne Eksempel"}


def test_initiatives_are_numbered_and_changed_by_their_number(records: Records) -> None:
    records.initiative(NORTH, milestones=[{"title": "Opstart", "due_on": "2028-03-01"}])
    records.initiative(SOUTH)
    records.initiative(SOUTH, number=1, title="Nyt navn", milestones=[{"title": "Slut", "due_on": "2029-03-01"}])
    found = initiatives(records)
    assert [(each.number, each.owner_code, each.title) for each in found] == [
        (1, SOUTH, "Nyt navn"),
        (2, SOUTH, "Fælles udskrivning"),
    ]
    with records.database.read() as session:
        (milestone,) = session.exec(select(InitiativeMilestone)).all()
    assert milestone.title == "Slut"
    assert records.proves()


def test_an_initiative_needs_an_owner_who_exists_and_a_number_that_is_known(records: Records) -> None:
    initiative = RequestKind.INITIATIVE
    assert "»xyz«" in records.refused(initiative, owner="xyz", title="a")
    assert "nr. 7" in records.refused(initiative, owner=NORTH, title="a", number=7)
    end(records, SOUTH)
    assert SOUTH in records.refused(initiative, owner=SOUTH, title="a")


def test_owners_of_what_is_not_done_are_asked(records: Records) -> None:
    records.initiative(NORTH)
    records.initiative(NORTH)
    records.initiative(SOUTH, progress="done")
    opened = records.inquire(STATUS, SLUG)
    assert [each.code for each in opened.addressees] == [NORTH]
    assert opened.letters == (LetterOrder(LetterKind.STATUS_REQUEST, records.cycle, party=NORTH, inquiry=SLUG),)
    assert opened.deadline == date(2027, 11, 22)
    assert opened.closes_at.isoformat() == "2027-11-30T08:00:00+00:00"  # the morning after its last day


def test_an_initiative_follows_an_owner_that_ended(records: Records) -> None:
    records.initiative(NORTH)
    end(records, NORTH, SOUTH)
    opened = records.inquire(STATUS, SLUG)
    assert [each.code for each in opened.addressees] == [SOUTH]
    assert initiatives(records)[0].owner_code == SOUTH
    assert records.proves()


def test_an_initiative_without_an_owner_lies_on_the_desk_until_it_gets_one(records: Records) -> None:
    records.initiative(NORTH)
    end(records, NORTH)
    assert records.inquire(STATUS, SLUG).addressees == ()
    assert [task.kind for task in records.desk()] == [TaskKind.OWNER_ENDED]
    records.initiative(SOUTH, number=1)
    assert records.desk() == []


def test_a_report_moves_initiatives_and_the_newest_counts(records: Records) -> None:
    records.initiative(NORTH)
    records.initiative(NORTH)
    records.inquire(STATUS, SLUG)
    recorded = records.granted(REPORT, inquiry=SLUG, party=NORTH, **report((1, "under_way"), (2, "delayed")))
    assert recorded.answered == (NORTH,)
    assert [letter.kind for letter in recorded.letters] == [LetterKind.INQUIRY_RECEIPT]
    records.granted(REPORT, inquiry=SLUG, party=NORTH, **report((2, "done")))
    assert [each.progress for each in initiatives(records)] == [Progress.UNDER_WAY, Progress.DONE]
    with records.database.read() as session:
        assert len(session.exec(select(StatusReport)).all()) == 3
        party = session.get_one(InquiryParty, (records.cycle, SLUG, NORTH))
    assert party.answered_by == max(request.id or 0 for request in records.requests())


def test_a_body_reports_on_its_own_initiatives_only(records: Records) -> None:
    records.initiative(NORTH)
    records.initiative(SOUTH)
    records.inquire(STATUS, SLUG)
    refused = records.refused(REPORT, inquiry=SLUG, party=NORTH, **report((1, "done"), (2, "done")))
    assert refused == "Indsats nr. 2 er ikke jeres i dette forløb."


def test_a_report_is_taken_in_until_the_round_is_closed(records: Records) -> None:
    records.initiative(NORTH)
    records.inquire(STATUS, SLUG)
    for days in (22, 7):  # the second time nobody has come to close it
        records.later(days=days)
        assert records.granted(REPORT, inquiry=SLUG, party=NORTH, **report((1, "delayed"))).is_late
    records.close(STATUS, SLUG)
    refused = records.refused(REPORT, inquiry=SLUG, party=NORTH, **report((1, "done")))
    assert refused.startswith("Statusrunden er lukket.")


def closed(records: Records, number: int) -> list[tuple[LetterKind, Recipient]]:
    slug = f"status-2028-{number}"
    records.inquire(STATUS, slug)
    records.later(days=1)
    letters = records.close(STATUS, slug).letters
    assert {letter.inquiry for letter in letters} == {slug}
    assert records.close(STATUS, slug).letters == letters
    return [(letter.kind, letter.recipient) for letter in letters]


def test_status_is_told_by_the_rhythm_of_the_kind(records: Records) -> None:
    records.initiative(NORTH)
    to_staff = (LetterKind.INQUIRY_CLOSED, Recipient.STAFF)
    assert closed(records, 1) == [to_staff]
    assert closed(records, 2) == [(LetterKind.STATUS_SUMMARY, Recipient.STAFF), to_staff]
    assert closed(records, 3) == [to_staff]
    reachable(records, f"ssu-{REGION}")
    fourth = closed(records, 4)
    assert fourth[0] == (LetterKind.STATUS_SUMMARY, Recipient.BODY)
    assert fourth.count((LetterKind.STATUS_YEARLY, Recipient.BODY)) == 12
    silent = [task for task in records.desk() if task.kind is TaskKind.STATUS_SILENT]
    assert len(silent) == 4


def test_a_council_that_merged_is_told_under_its_new_name(records: Records) -> None:
    records.reshape(follow_up=FollowUpTerms(councils_every=1))
    end(records, f"raad-{LAESOE}", f"raad-{AALBORG}")
    records.initiative(NORTH)
    records.inquire(STATUS, SLUG)
    told = [letter.party for letter in records.close(STATUS, SLUG).letters if letter.recipient is Recipient.BODY]
    assert told.count(f"raad-{AALBORG}") == 1
    assert len(told) == 11
    assert f"raad-{LAESOE}" not in told
    assert LAESOE in records.standings()  # the round's own list stays as it was


def test_evaluations_belong_to_their_phases(records: Records) -> None:
    evaluation = RequestKind.EVALUATION
    assert "evaluering" in records.refused(evaluation, kind="final", made_on="2027-11-01")
    assert "fremtiden" in records.refused(evaluation, kind="midway", made_on="2027-11-02")
    assert records.granted(evaluation, kind="midway", made_on="2027-11-01").is_plan_stale
    records.enter(Phase.EVALUATION)
    assert "midtvejs" in records.refused(evaluation, kind="midway", made_on="2027-11-01")
    records.granted(evaluation, kind="final", made_on="2027-11-01", text="Målene er nået.")


def test_the_final_evaluation_ends_what_is_asked_still(records: Records) -> None:
    records.initiative(NORTH)
    records.enter(Phase.EVALUATION)
    asked = records.inquire(STATUS, SLUG)
    records.granted(REPORT, inquiry=SLUG, party=NORTH, made_by="link:1", **report((1, "delayed")))
    made = records.granted(RequestKind.EVALUATION, kind="final", made_on="2027-11-01", text="Nået.")
    assert {LetterKind.INQUIRY_RECEIPT} == {letter.kind for letter in made.letters}
    states = {letter.key: letter.state for letter in records.letters()}
    assert states[asked.letters[0].key] is LetterState.OVERTAKEN
    assert "lukket" in records.refused(REPORT, inquiry=SLUG, party=NORTH, **report((1, "done")))


def test_a_lapsed_agreement_hands_its_open_initiatives_over(records: Records) -> None:
    records.initiative(NORTH)
    records.initiative(NORTH, progress="done")
    records.inquire(STATUS, SLUG)
    lapse = RequestKind.LAPSE
    assert "overtager" in records.refused(lapse, reason="ny lov")
    assert "»Ukendt Råd«" in records.refused(lapse, reason="ny lov", successor="Ukendt Råd")
    forum = "strategisk-sundhedsforum-1081"
    lapsed = records.granted(lapse, reason="ny lov", successor="Strategisk Sundhedsforum")
    told = [each for each in lapsed.letters if each.kind is LetterKind.HANDED_OVER]
    assert [(each.recipient, each.party) for each in told] == [(Recipient.BODY, forum)]
    assert [each.owner_code for each in initiatives(records)] == [forum, NORTH]
    assert records.inquire(STATUS, SLUG).addressees == ()
    assert records.close(STATUS, SLUG).letters == ()
    assert records.desk() == []
    assert records.round().closed_reason == "ny lov"
    assert records.proves()


def test_a_lapse_with_nothing_to_hand_over_tells_nobody(records: Records) -> None:
    records.initiative(NORTH, progress="done")
    lapsed = records.granted(RequestKind.LAPSE, reason="ny lov", successor="Strategisk Sundhedsforum")
    assert lapsed.letters == ()


def test_a_status_round_that_asked_nobody_tells_nobody(records: Records) -> None:
    assert records.inquire(STATUS, SLUG).addressees == ()
    assert records.close(STATUS, SLUG).letters == ()
