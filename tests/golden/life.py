"""Everything that can be asked of a cycle, asked on a store of its own: what golden files are made of."""

from datetime import date
from typing import Any

from sqlmodel import col, select

from models.calendar import local_day
from models.store.database import Database
from models.tables import Body, Contact, HearingAnswer
from tests.activities.records import AALBORG, ANSWER, LAESOE, Records, document
from upkeep.privacy import Person, erase_person
from workflows.rules.course.phases import Phase
from workflows.rules.inquiries import InquiryKind
from workflows.rules.requests import RequestKind

TODAY = "2027-11-01"
NORTH, SOUTH = "klyngestyregruppe-1081-nord", "klyngestyregruppe-1081-syd"
FORUM = "strategisk-sundhedsforum-1081"
STATUS = "status-2028-1"
OF_STAFF = {"made_by": "staff:1"}
SOMEBODY = Person("bo@eksempel.example", ("Bo Eksempel",))
WHO = {"reported_by": "Anne Eksempel, sekretær"}


def lived(database: Database) -> Records:
    """Let two agreements live, the second after the first; return the first one's records."""
    first = Records(database)
    _approval(first)
    _authority(first)
    _follow_up(first)
    _next_agreement(Records(database, now=first.now, _keys=first._keys), first)
    _cancelled(Records(database, now=first.now, _keys=first._keys))
    _erasure(first)
    return first


def _approval(records: Records) -> None:
    records.open()
    records.granted(
        RequestKind.PLAN,
        party=AALBORG,
        planned_meeting_date="2027-11-22",
        committee_date="2027-11-08",
        finance_committee_date="2027-11-15",
        contact_confirmed=True,
        **WHO,
    )
    records.granted(
        RequestKind.CALL,
        party=AALBORG,
        spoken_with="Bo Eksempel",
        note="Sagen er nået frem.",
        quiet_until="2027-11-20",
        **OF_STAFF,
    )
    records.granted(RequestKind.REMINDER, party=LAESOE, **OF_STAFF)
    records.granted(RequestKind.NEW_LINK, party=LAESOE, reason="Mailen er slettet.", **OF_STAFF)
    records.granted(
        RequestKind.CONTACT, party=LAESOE, mailbox="ny@laesoe.example", reason="Ny postkasse.", **OF_STAFF
    )
    records.granted(RequestKind.DEADLINE, deadline="2027-12-20", reason="Mødet er flyttet.")
    _answers(records)
    _checks(records)
    records.granted(RequestKind.PUBLIC_STATUS, is_public=True)
    records.settle()


def _answers(records: Records) -> None:
    records.granted(
        RequestKind.ANSWER,
        party=AALBORG,
        documents=(document(8), document(9)),
        outcome="postponed",
        decided_by="council",
        meeting_date="2027-10-29",
        agenda_item="12 b",
        case_number="24/001",
        remarks="Rådet vil høre mere.",
        next_meeting_date="2027-11-22",
        minutes_url="https://aalborg.example/referat",
        minutes_sha256=document(8).sha256,
        evidence_sha256=document(9).sha256,
        is_closed_item=True,
        version=1,
        **WHO,
    )
    assert "fremtiden" in records.refused(
        RequestKind.ANSWER, party=AALBORG, **(ANSWER | {"meeting_date": "2027-11-02"})
    )
    doubtful = records.answer(outcome="approved_conditionally", decision_text="Godkendt, hvis øen får en læge.")
    assert records.desk()
    records.granted(
        RequestKind.LETTER,
        party=LAESOE,
        kind="clarification",
        subject="Om rådets beslutning",
        body="Gælder godkendelsen uden lægen?",
        **OF_STAFF,
    )
    records.granted(
        RequestKind.RULING, party=LAESOE, decision=doubtful, counts=False, reason="Ny aftale.", **OF_STAFF
    )
    records.answer(corrects=doubtful, remarks="Uden forbehold.")
    records.record(records.publish(2, editorial=True, reason="En dato er rettet."))


def _checks(records: Records) -> None:
    decisions = records.everybody_approves()
    decisions |= {LAESOE: _newest(records, LAESOE)}
    disputed = decisions[AALBORG]
    records.granted(RequestKind.PROTEST, party=AALBORG, decision=disputed, reason="Det var udvalget.", **OF_STAFF)
    records.granted(
        RequestKind.RULING, party=AALBORG, decision=disputed, counts=True, reason="Rådet stadfæstede.", **OF_STAFF
    )
    for decision in decisions.values():
        records.check(decision)


def _newest(records: Records, party: str) -> int:
    decision = records.standings()[party].decision
    assert decision is not None
    return decision


def _authority(records: Records) -> None:
    late = records.answer(LAESOE, corrects=_newest(records, LAESOE), decision_text="Godkendt igen.")
    records.granted(RequestKind.REOPEN, party=LAESOE, decision=late, reason="Rettelse af referatet.", **OF_STAFF)
    records.check(late)
    records.enter(Phase.CONFIRMATION)
    records.granted(RequestKind.CONFIRM, confirmed_on=TODAY)
    records.enter(Phase.SUBMISSION)
    records.granted(RequestKind.AUTHORITY, step="submitted", happened_on=TODAY, text="Sendt med brev.")
    records.granted(
        RequestKind.AUTHORITY,
        step="approved",
        happened_on=TODAY,
        answer_sha256=document(8).sha256,
        points=["Følg op på § 3", "Mål effekten"],
        owner=FORUM,
    )


def _follow_up(records: Records) -> None:
    records.enter(Phase.FOLLOW_UP)
    with records.database.write() as session:
        session.add_all(Contact(body_code=code, mailbox=f"{code}@rn.example") for code in (NORTH, SOUTH))
    records.granted(
        RequestKind.INITIATIVE,
        owner=NORTH,
        title="Fælles akutteam",
        paragraph="2.1",
        goal="Færre genindlæggelser",
        source="agreement",
        progress="under_way",
        milestones=[{"title": "Opstart", "due_on": "2028-03-01"}],
    )
    records.granted(RequestKind.INITIATIVE, owner=NORTH, number=3, title="Akutteam", progress="delayed")
    with records.database.write() as session:
        body = session.get_one(Body, NORTH)
        body.valid_to, body.successor_code = date(2027, 10, 1), SOUTH
        session.add(body)
    records.inquire(InquiryKind.STATUS_ROUND, STATUS)
    records.granted(
        RequestKind.STATUS_REPORT,
        inquiry=STATUS,
        party=SOUTH,
        initiatives=[{"initiative": 3, "progress": "under_way", "note": "Der er ansat en læge."}],
        **WHO,
    )
    records.granted(RequestKind.EXTENSION, inquiry=STATUS, deadline="2027-12-20", reason="Ferie.", **OF_STAFF)
    records.granted(RequestKind.CLOSE_INQUIRY, inquiry=STATUS, reason="Alle har svaret.", **OF_STAFF)
    records.granted(
        RequestKind.EVALUATION, kind="midway", made_on=TODAY, text="På vej.", report_sha256=document(8).sha256
    )


def _next_agreement(records: Records, first: Records) -> None:
    """Let the next agreement be heard, adopted and fall, and lapse."""
    later: dict[str, Any] = {"period_start": date(2032, 1, 1), "period_end": date(2035, 12, 31)}
    records.record(records.start(phase=Phase.DRAFTING, predecessor=first.cycle, **later))
    records.record(records.publish(4))
    records.granted(RequestKind.RELEASE)
    records.enter(Phase.HEARING)
    records.inquire(InquiryKind.HEARING)
    *_, undelivered = records.desk()
    records.granted(RequestKind.TASK_DONE, task=undelivered.id, note="Sendt med post.")
    answer = _answered_hearing(records)
    records.granted(
        RequestKind.REMARK,
        answer=answer,
        paragraph="§ 4",
        text="Uklar.",
        verdict="partly",
        reason="Skrevet om.",
    )
    records.granted(RequestKind.NEW_LINK, inquiry="høring", party=AALBORG, reason="Slettet.", **OF_STAFF)
    records.close(InquiryKind.HEARING)
    records.enter(Phase.ADOPTION)
    records.granted(RequestKind.ADOPTION_PLAN, adoption_on="2027-12-01", reason="SSU er flyttet.")
    records.inquire(InquiryKind.CONTACT_ROUND)
    records.granted(
        RequestKind.CONTACT_CHECK,
        inquiry="kontaktrunde",
        party=LAESOE,
        is_right=False,
        mailbox="byraad@laesoe.example",
        council_meetings=["2027-12-15"],
        committee_meetings=["2027-12-01", "2027-12-08"],
        finance_committee_meetings=["2027-12-09"],
        **WHO,
    )
    records.granted(RequestKind.ADOPTION, adopted_on=TODAY, minutes_sha256=document(8).sha256)
    records.enter(Phase.APPROVAL)
    records.open_round()
    records.granted(RequestKind.CLOSE_ROUND, reason="Et råd sagde nej.", minutes_sha256=document(8).sha256)
    first.granted(RequestKind.INITIATIVE, owner=SOUTH, number=3, title="Akutteam", progress="done")
    records.enter(Phase.FOLLOW_UP)
    records.granted(RequestKind.LAPSE, reason="Ny lov.", successor=FORUM)


def _answered_hearing(records: Records) -> int:
    records.granted(
        RequestKind.HEARING_ANSWER,
        inquiry="høring",
        party=LAESOE,
        text="§ 4 er uklar.",
        answer_sha256=document(8).sha256,
        on_behalf_of=[AALBORG],
        **WHO,
    )
    records.granted(
        RequestKind.HEARING_ANSWER,
        inquiry="høring",
        respondent="Ældresagen",
        has_no_remarks=True,
        **WHO,
        **OF_STAFF,
    )
    with records.database.read() as session:
        number = session.exec(select(HearingAnswer.id).order_by(col(HearingAnswer.id)).limit(1)).one()
    assert number is not None
    return number


def _cancelled(records: Records) -> None:
    later: dict[str, Any] = {"period_start": date(2036, 1, 1), "period_end": date(2039, 12, 31)}
    records.record(records.start(phase=Phase.DRAFTING, **later))
    records.granted(RequestKind.CANCEL, reason="Opgivet.")


def _erasure(records: Records) -> None:
    with records.database.write_in_turn() as session:
        erase_person(session, SOMEBODY, at=records.now, today=local_day(records.now))
