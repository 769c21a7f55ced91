"""The links of inquiries: looking, answering, receipts, and what is refused."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from api.public.fresh_links import AWAY
from models.access.staff import Role
from models.tables import HearingAnswer, Initiative, Invitation, Meeting, StatusReport
from request_types.inquiries import TWICE
from tests.api.asking import (
    CONTACT_CHECK,
    CONTACTS,
    HEARING,
    HEARING_ANSWER,
    STATUS,
    STATUS_REPORT,
    ask_status,
    asked_of,
    check_contacts,
    close,
    hear,
    nonce_in,
    token_of,
)
from tests.api.office import PDF, SQLITE_ONLY, Office, contents
from workflows.contracts.cycles import EnterPhase
from workflows.rules.course.phases import Phase
from workflows.rules.follow_up import Progress
from workflows.rules.inquiries import InquiryKind
from workflows.rules.letters import LetterKind
from workflows.rules.requests import RequestKind

ROOMS = {
    "h": (hear, HEARING_ANSWER, RequestKind.HEARING_ANSWER, HEARING),
    "k": (check_contacts, CONTACT_CHECK, RequestKind.CONTACT_CHECK, CONTACTS),
    "o": (ask_status, STATUS_REPORT, RequestKind.STATUS_REPORT, STATUS),
}
IN_EVERY_ROOM = pytest.mark.parametrize("room", ROOMS)


@IN_EVERY_ROOM
def test_an_addressee_answers_and_gets_a_receipt(office: Office, room: str) -> None:
    begin, form, kind, slug = ROOMS[room]
    token, client = begin(office), office.client()
    page = client.get(f"/{room}/{token}")
    assert page.status_code == 200, page.text
    answer = client.post(f"/{room}/{token}", data=form | {"nonce": nonce_in(page.text)})
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"].startswith(f"/{room}/{token}/kvittering/")
    (request,) = asked_of(office, kind)
    assert (request.inquiry, request.cycle_id, request.round) == (slug, office.cycle, 0)
    assert office.engine.delivered[-1][1].inquiry == slug
    assert "Modtaget" in client.get(answer.headers["location"]).text
    office.record_all()
    assert "Registreret" in client.get(answer.headers["location"]).text


@IN_EVERY_ROOM
def test_one_form_posted_twice_is_one_request(office: Office, room: str) -> None:
    begin, form, kind, _ = ROOMS[room]
    token, client = begin(office), office.client()
    first, second = (client.post(f"/{room}/{token}", data=form | {"nonce": "n"}) for _ in range(2))
    assert first.headers["location"] == second.headers["location"]
    assert len(asked_of(office, kind)) == 1


@IN_EVERY_ROOM
def test_looking_at_a_room_changes_nothing(office: Office, room: str) -> None:
    token, client = ROOMS[room][0](office), office.client()
    before = contents(office.database)
    for path in (f"/{room}/{token}", f"/{room}/{token}?x=1"):
        assert client.get(path).status_code == 200
        assert client.head(path).content == b""
    assert contents(office.database) == before


@SQLITE_ONLY
@IN_EVERY_ROOM
def test_a_forged_link_tells_nothing(office: Office, room: str) -> None:
    ROOMS[room][0](office)
    before = contents(office.database)
    for answer in (office.client().get(f"/{room}/forged"), office.client().post(f"/{room}/forged", data={})):
        assert answer.status_code == 404
        assert "kan ikke genkendes" in answer.text
    assert contents(office.database) == before


@SQLITE_ONLY
@IN_EVERY_ROOM
def test_a_dead_link_offers_a_fresh_one(office: Office, room: str) -> None:
    begin, form, kind, slug = ROOMS[room]
    token, client = begin(office), office.client()
    with office.database.write() as session:
        for invitation in session.exec(select(Invitation)):
            invitation.generation = 2
            session.add(invitation)
    assert client.get(f"/{room}/{token}").status_code == 410
    refused = client.post(f"/{room}/{token}", data=form)
    assert refused.status_code == 410
    assert f'action="/{room}/{token}/nyt-link"' in refused.text
    assert not asked_of(office, kind)
    assert client.post(f"/{room}/{token}/nyt-link").status_code == 200
    (letter, _) = office.engine.letters[0]
    assert (letter.order.kind, letter.order.inquiry, letter.order.round) == (LetterKind.NEW_LINK, slug, 0)


@SQLITE_ONLY
def test_a_fresh_link_of_an_inquiry_waits_for_the_engine(office: Office) -> None:
    token = hear(office)
    office.engine.is_away = True
    answer = office.client().post(f"/h/{token}/nyt-link")
    assert answer.status_code == 503
    assert AWAY in answer.text


@SQLITE_ONLY
@IN_EVERY_ROOM
def test_a_link_leads_to_its_own_room(office: Office, room: str) -> None:
    token = ROOMS[room][0](office)
    before = contents(office.database)
    for other in {"b", "h", "k", "o"} - {room}:
        for answer in (office.client().get(f"/{other}/{token}"), office.client().post(f"/{other}/{token}")):
            assert (answer.status_code, answer.headers["location"]) == (303, f"/{room}/{token}")
    assert contents(office.database) == before


@SQLITE_ONLY
def test_a_councils_link_leads_back_to_the_council(round_: Office) -> None:
    answer = round_.client().get(f"/h/{round_.token()}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/b/{round_.token()}")


BAD: dict[str, tuple[str, dict[str, Any], str]] = {
    "hearing: nothing": ("h", {"text": "", "reported_by": "A"}, "Skriv jeres høringssvar"),
    "hearing: nobody": ("h", {"text": "Ja", "reported_by": ""}, "Skriv, hvem der svarer."),
    "hearing: unknown": ("h", HEARING_ANSWER | {"on_behalf_of": "999"}, "Vælg kun blandt dem, der er hørt."),
    "hearing: both": ("h", HEARING_ANSWER | {"has_no_remarks": "on"}, "Vælg ét af dem."),
    "contacts: undecided": ("k", {"reported_by": "A"}, "Svar, om kontakten er rigtig."),
    "contacts: no mailbox": ("k", CONTACT_CHECK | {"is_right": "false"}, "Skriv den rigtige postkasse."),
    "contacts: bad mailbox": (
        "k",
        CONTACT_CHECK | {"is_right": "false", "mailbox": "ikke en adresse"},
        "Skriv en gyldig mailadresse.",
    ),
    "contacts: past": ("k", CONTACT_CHECK | {"council_meetings": "1.2.2026"}, "ligger i fortiden"),
    "contacts: far": ("k", CONTACT_CHECK | {"committee_meetings": "1.2.2066"}, "mere end ti år fremme"),
    "contacts: no date": ("k", CONTACT_CHECK | {"council_meetings": "snart"}, "Skriv datoen som"),
    "status: missing": ("o", STATUS_REPORT | {"progress-2": ""}, "Vælg en status for hver indsats."),
    "status: unknown": ("o", STATUS_REPORT | {"progress-2": "fine"}, "Vælg en status for hver indsats."),
    "status: nobody": ("o", STATUS_REPORT | {"reported_by": " "}, "Skriv, hvem der har oplyst det."),
    "status: too long": ("o", STATUS_REPORT | {"note-1": "x" * 2001}, "højst 2000 tegn"),
}


@SQLITE_ONLY
@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_told_in_a_sentence_and_changes_nothing(office: Office, name: str) -> None:
    room, form, sentence = BAD[name]
    token = ROOMS[room][0](office)
    before = contents(office.database)
    answer = office.client().post(f"/{room}/{token}", data=form)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert contents(office.database) == before


@SQLITE_ONLY
def test_a_program_tells_of_each_initiative_once(office: Office) -> None:
    ask_status(office)
    client = office.client()
    client.headers.update(office.bearer(Role.SECRETARIAT))
    with office.database.read() as session:
        party = session.exec(select(Invitation.party).where(Invitation.inquiry == STATUS)).one()
    before, path = contents(office.database), f"/api/v1/cycles/{office.cycle}/status-reports"
    twice = [{"initiative": 1, "progress": progress} for progress in ("delayed", "done")]
    said = {"party": party, "inquiry": STATUS, "initiatives": twice, "reported_by": "Klyngen"}
    refused = client.post(path, json=said)
    assert (refused.status_code, refused.json()["detail"]) == (422, TWICE)
    assert contents(office.database) == before


@SQLITE_ONLY
def test_a_remark_stays_with_its_own_hearing_answer(office: Office) -> None:
    hear(office)
    client = office.client()
    client.headers.update(office.bearer(Role.SECRETARIAT))
    for party in ("825", "813"):
        client.post(f"/h/{token_of(office, HEARING, party)}", data=HEARING_ANSWER)
    office.record_all()
    path, judged = f"/api/v1/cycles/{office.cycle}/remarks", {"text": "§ 4", "verdict": "noted"}
    assert client.post(path, json=judged | {"answer": 1}).status_code == 202
    office.record_all()
    before = contents(office.database)
    refused = client.post(path, json=judged | {"answer": 2, "remark": 1})
    told = {"field": "remark", "message": "Bemærkningen hører til et andet høringssvar."}
    assert (refused.status_code, refused.json()["errors"]) == (422, [told])
    assert contents(office.database) == before


@SQLITE_ONLY
@pytest.mark.parametrize(
    ("content", "status", "sentence"),
    [(b"MZ not a document", 422, "Filen skal være"), (b"%PDF-1.7" + b"x" * 21 * 1024 * 1024, 413, "for stor")],
    ids=["program", "large"],
)
def test_a_hearing_answer_is_no_file_of_a_wrong_type(
    office: Office, content: bytes, status: int, sentence: str
) -> None:
    token = hear(office)
    before = contents(office.database)
    answer = office.client().post(
        f"/h/{token}", data={"reported_by": "A"}, files={"answer_file": ("svar.pdf", content)}
    )
    assert answer.status_code == status
    assert sentence in answer.text
    assert contents(office.database) == before


def test_a_hearing_answer_may_be_a_file_and_speak_for_others(office: Office) -> None:
    token = hear(office)
    form = {"reported_by": "A", "on_behalf_of": ["813", "860"]}
    answer = office.client().post(f"/h/{token}", data=form, files={"answer_file": ("svar.pdf", PDF)})
    assert answer.status_code == 303, answer.text
    office.record_all()
    with office.database.read() as session:
        (kept,) = session.exec(select(HearingAnswer))
    assert kept.on_behalf_of == ["813", "860"]
    assert kept.sha256
    assert not kept.is_late
    page = office.client().get(f"/h/{token}").text
    assert "Det har vi registreret" in page
    assert "også på vegne af Frederikshavn Kommune, Hjørring Kommune" in page


def test_a_new_hearing_answer_replaces_the_first(office: Office) -> None:
    token, client = hear(office), office.client()
    client.post(f"/h/{token}", data=HEARING_ANSWER)
    office.record_all()
    client.post(f"/h/{token}", data=HEARING_ANSWER | {"text": "Vi har tænkt os om."})
    office.record_all()
    page = client.get(f"/h/{token}").text
    assert page.count("erstattet") == 1
    assert "Vi har tænkt os om." in page


@SQLITE_ONLY
@pytest.mark.parametrize("phase", [Phase.ADOPTION, Phase.APPROVAL, Phase.FOLLOW_UP])
def test_a_late_hearing_answer_is_kept_and_marked(office: Office, phase: Phase) -> None:
    token, client = hear(office), office.client()
    office.now = office.now + timedelta(days=100)
    close(office, HEARING, InquiryKind.HEARING)
    office.register.enter_phase(EnterPhase(office.cycle, phase))
    assert "efter fristen" in client.get(f"/h/{token}").text
    assert client.post(f"/h/{token}", data=HEARING_ANSWER).status_code == 303
    office.record_all()
    with office.database.read() as session:
        (kept,) = session.exec(select(HearingAnswer))
    assert kept.is_late


@SQLITE_ONLY
def test_when_the_cycle_has_ended_no_hearing_answer_is_taken(office: Office) -> None:
    token, client = hear(office), office.client()
    close(office, HEARING, InquiryKind.HEARING)
    office.register.enter_phase(EnterPhase(office.cycle, Phase.CLOSED))
    before = contents(office.database)
    assert "Forløbet er afsluttet" in client.get(f"/h/{token}").text
    answer = client.post(f"/h/{token}", data=HEARING_ANSWER)
    assert answer.status_code == 410
    assert "Forløbet er afsluttet" in answer.text
    assert contents(office.database) == before


@SQLITE_ONLY
def test_a_status_is_taken_in_for_as_long_as_its_form_is_shown(office: Office) -> None:
    token, client = ask_status(office), office.client()
    office.now = office.now + timedelta(days=100)  # past its close, which nobody has come to
    assert "<form" in client.get(f"/o/{token}").text
    assert client.post(f"/o/{token}", data=STATUS_REPORT).status_code == 303
    office.record_all()
    with office.database.read() as session:
        assert len(session.exec(select(StatusReport)).all()) == 2


@SQLITE_ONLY
@pytest.mark.parametrize(
    ("room", "kind"),
    [("k", InquiryKind.CONTACT_ROUND), ("o", InquiryKind.STATUS_ROUND)],
    ids=["contacts", "status"],
)
def test_after_the_close_there_is_no_form(office: Office, room: str, kind: InquiryKind) -> None:
    begin, form, _, slug = ROOMS[room]
    token, client = begin(office), office.client()
    close(office, slug, kind)
    before = contents(office.database)
    page = client.get(f"/{room}/{token}")
    assert page.status_code == 200
    assert "er lukket" in page.text
    assert "<form" not in page.text
    for data in (form, {}):
        answer = client.post(f"/{room}/{token}", data=data)
        assert answer.status_code == 410
        assert "er lukket" in answer.text
    assert contents(office.database) == before


@SQLITE_ONLY
def test_a_repeat_after_the_close_gets_the_receipt_it_had(office: Office) -> None:
    token, client = ask_status(office), office.client()
    first = client.post(f"/o/{token}", data=STATUS_REPORT | {"nonce": "n"})
    close(office, STATUS, InquiryKind.STATUS_ROUND)
    again = client.post(f"/o/{token}", data=STATUS_REPORT | {"nonce": "n"})
    assert again.headers["location"] == first.headers["location"]


def test_confirmed_meetings_are_known_afterwards(office: Office) -> None:
    token, client = check_contacts(office), office.client()
    client.post(f"/k/{token}", data=CONTACT_CHECK)
    (request,) = asked_of(office, RequestKind.CONTACT_CHECK)
    assert request.payload["council_meetings"] == ["2026-03-30", "2026-04-27"]
    office.record_all()
    with office.database.read() as session:
        assert len(session.exec(select(Meeting)).all()) == 2
    assert "Dem kender vi: 30. marts 2026, 27. april 2026." in client.get(f"/k/{token}").text


@SQLITE_ONLY
def test_the_last_status_is_prefilled_and_its_note_shown(office: Office) -> None:
    token, client = ask_status(office), office.client()
    assert '<option value="under_way" selected>' in client.get(f"/o/{token}").text
    client.post(f"/o/{token}", data=STATUS_REPORT)
    office.record_all()
    with office.database.read() as session:
        assert len(session.exec(select(StatusReport)).all()) == 2
    page = client.get(f"/o/{token}").text
    assert '<option value="delayed" selected>' in page
    assert '<option value="done" selected>' in page  # a slip of this round can still be put right
    assert "Mangler en læge" in page


@SQLITE_ONLY
def test_a_status_of_initiatives_that_are_done_meanwhile_is_not_taken(office: Office) -> None:
    token = ask_status(office)
    with office.database.write() as session:
        for initiative in session.exec(select(Initiative)):
            initiative.progress = Progress.DONE
    answer = office.client().post(f"/o/{token}", data=STATUS_REPORT)
    assert answer.status_code == 422
    assert "Der er ingen åbne indsatser at melde status på." in answer.text
    assert asked_of(office, RequestKind.STATUS_REPORT) == []


@SQLITE_ONLY
def test_a_receipt_of_another_body_is_not_shown(office: Office) -> None:
    token, client = hear(office), office.client()
    place = client.post(f"/h/{token}", data=HEARING_ANSWER).headers["location"]
    other = token_of(office, HEARING, "813")
    assert client.get(place).status_code == 200
    assert client.get(place.replace(token, other)).status_code == 404


def test_the_draft_can_be_read_by_the_link(office: Office) -> None:
    office.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    token = hear(office)
    answer = office.client().get(f"/h/{token}/dokument")
    assert (answer.status_code, answer.content) == (200, PDF)
    assert office.client().get(f"/h/{token}/dokument/1").status_code == 404
