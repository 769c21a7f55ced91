"""A council's link: looking, reporting, receipts."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import select
from temporalio.service import RPCError, RPCStatusCode

import api
from models.agreements.documents import LARGEST
from models.tables import Cycle, Document, Invitation, Request, Round, RoundState
from request_types.answers import AnswerPayload
from request_types.cycles import ConfirmPayload
from request_types.faults import BadInput, read_model
from tests.api.office import ANSWER, PDF, SQLITE_ONLY, Office, contents
from workflows.contracts.cycles import EnterPhase
from workflows.contracts.rounds import RoundRef
from workflows.rules.course.phases import Phase
from workflows.rules.letters import LetterKind
from workflows.rules.requests import RequestKind

LAESOE = "825"


def answers(office: Office) -> list[Request]:
    with office.database.read() as session:
        return list(session.exec(select(Request).where(Request.kind == RequestKind.ANSWER)))


def settle(office: Office, *, but: str = "") -> None:
    """Let all councils approve, `but` the one that did so already, so that the cycle waits for SSU."""
    client = office.client()
    parties = {"773", "787", "810", "813", "820", "825", "840", "846", "849", "851", "860", "1081"}
    for party in sorted(parties - {but}):
        client.post(f"/b/{office.token(party)}", data=ANSWER)
    office.record_all()
    assert office.register.settle_round(RoundRef(office.cycle, 1)).is_settled
    office.register.enter_phase(EnterPhase(office.cycle, Phase.CONFIRMATION))


def test_a_clerk_reports_and_gets_a_receipt(round_: Office) -> None:
    client, token = round_.client(), round_.token()
    page = client.get(f"/b/{token}")
    assert page.status_code == 200
    assert "Læsø Kommune" in page.text
    nonce = re.search(r'name="nonce" value="([^"]+)"', page.text)
    assert nonce
    answer = client.post(f"/b/{token}", data=ANSWER | {"nonce": nonce[1], "version": "1"})
    assert answer.status_code == 303, answer.text
    assert "Modtaget" in client.get(answer.headers["location"]).text
    round_.record_all()
    assert "Registreret" in client.get(answer.headers["location"]).text


@SQLITE_ONLY
@pytest.mark.parametrize(
    ("drafted_by", "amid"), [("SSU", "SSU"), ("KKR", "KKR"), ("Styregruppen", "styregruppen")]
)
def test_the_form_names_the_body_that_wrote_the_text(round_: Office, drafted_by: str, amid: str) -> None:
    with round_.database.write() as session:
        cycle = session.get_one(Cycle, round_.cycle)
        cycle.definition = cycle.definition | {"drafted_by": drafted_by}
    form = ANSWER | {"outcome": "approved_with_remarks", "til": "oplysninger"}
    page = round_.client().post(f"/b/{round_.token()}/beslutning", data=form).text
    assert f"Bemærkninger til {amid}" in page
    assert "SSU" not in page or drafted_by == "SSU"


def test_no_fixed_words_of_the_faces_name_a_body_that_drafts() -> None:
    sources = [path for path in Path(api.__path__[0]).rglob("*") if path.suffix in {".py", ".html"}]
    assert len(sources) > 50
    assert [path.name for path in sources if re.search(r"\bSSU\b", path.read_text(encoding="utf-8"))] == []
    with pytest.raises(BadInput) as early:
        ConfirmPayload(confirmed_on=date(2026, 3, 3)).check(today=date(2026, 3, 2))
    with pytest.raises(BadInput) as undated:
        read_model(ConfirmPayload, {}, fallbacks={})
    with pytest.raises(BadInput) as unremarked:
        read_model(AnswerPayload, ANSWER | {"outcome": "approved_with_remarks"}, fallbacks={})
    assert [each for each in map(str, (early.value, undated.value, unremarked.value)) if "SSU" in each] == []


def test_the_engine_is_told_of_the_request_and_of_nothing_else(round_: Office) -> None:
    round_.client().post(f"/b/{round_.token()}", data=ANSWER)
    (cycle, delivery, number, name), *rest = round_.engine.delivered
    assert not rest
    assert (cycle, number, name, delivery.party) == (round_.cycle, 1, "Læsø", LAESOE)
    assert delivery.request == answers(round_)[0].id


def test_a_receipt_is_given_while_the_engine_is_away(round_: Office) -> None:
    round_.engine.is_away = True
    answer = round_.client().post(f"/b/{round_.token()}", data=ANSWER)
    assert answer.status_code == 303
    assert len(answers(round_)) == 1


@SQLITE_ONLY
def test_a_receipt_is_given_though_the_engine_refuses_in_a_way_that_nobody_foresaw(
    round_: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def refuse(*_: object, **__: object) -> None:
        raise RPCError("no entry", RPCStatusCode.PERMISSION_DENIED, b"")

    monkeypatch.setattr(round_.engine, "deliver", refuse)
    answer = round_.client().post(f"/b/{round_.token()}", data=ANSWER)
    assert answer.status_code == 303
    assert len(answers(round_)) == 1
    assert "request not delivered" in capsys.readouterr().out


def test_what_was_reported_while_the_engine_was_away_is_told_before_what_comes_after(round_: Office) -> None:
    round_.engine.is_away = True
    round_.client().post(f"/b/{round_.token()}", data=ANSWER | {"nonce": "first"})
    round_.engine.is_away = False
    round_.client().post(f"/b/{round_.token()}", data=ANSWER | {"nonce": "second"})
    assert [told[1].request for told in round_.engine.delivered] == [each.id for each in answers(round_)]
    assert len(answers(round_)) == 2


def test_twenty_posts_of_one_form_are_one_request_with_one_receipt(round_: Office) -> None:
    token = round_.token()
    form = ANSWER | {"nonce": "the-same"}

    def post(_: int) -> str:
        answer = round_.client().post(f"/b/{token}", data=form, files={"minutes_file": ("r.pdf", PDF)})
        return str(answer.headers["location"])

    with ThreadPoolExecutor(20) as pool:
        places = set(pool.map(post, range(20)))
    assert len(places) == 1
    assert len(answers(round_)) == 1


def test_posts_without_a_nonce_are_each_new(round_: Office) -> None:
    client = round_.client()
    first, second = (client.post(f"/b/{round_.token()}", data=ANSWER) for _ in range(2))
    assert first.headers["location"] != second.headers["location"]


def test_a_form_sent_twice_with_other_content_is_not_lost_in_silence(round_: Office) -> None:
    client, token = round_.client(), round_.token()
    client.post(f"/b/{token}", data=ANSWER | {"nonce": "n"})
    again = client.post(f"/b/{token}", data=ANSWER | {"nonce": "n", "outcome": "rejected"})
    assert again.status_code == 422
    assert "allerede sendt" in again.text
    assert len(answers(round_)) == 1


def test_looking_changes_nothing(round_: Office) -> None:
    client, token = round_.client(), round_.token()
    client.post(f"/b/{token}", data=ANSWER)
    before = contents(round_.database)
    own = ["", "?ret=1", "/beslutning", "/kvittering/3", "/dokument", "/sagsfremstilling.docx"]
    paths = [f"/b/{token}{each}" for each in own]
    for path in paths:
        assert client.get(path).status_code == 200, path
        head = client.head(path)
        assert (head.status_code, head.content) == (200, b"")
    assert contents(round_.database) == before


def test_planned_dates_are_a_plan(round_: Office) -> None:
    form = {"planned_meeting_date": "30.3.2026", "contact_confirmed": "on"}
    answer = round_.client().post(f"/b/{round_.token()}", data=form)
    assert answer.status_code == 303
    with round_.database.read() as session:
        request = session.exec(select(Request).where(Request.kind == RequestKind.PLAN)).one()
    assert request.payload["planned_meeting_date"] == "2026-03-30"
    assert request.payload["contact_confirmed"] is True


BAD = {
    "nothing at all": (dict.fromkeys(ANSWER, ""), "Vælg, hvad der blev besluttet."),
    "no outcome": ({"outcome": ""}, "Vælg, hvad der blev besluttet."),
    "an unknown outcome": ({"outcome": "maybe"}, "Vælg en af mulighederne."),
    "no decider": ({"decided_by": ""}, "Vælg, hvem der traf beslutningen."),
    "no meeting date": ({"meeting_date": ""}, "Skriv datoen for mødet."),
    "no date": ({"meeting_date": "i går"}, "Mødets dato: skriv en dato, der findes"),
    "a meeting to come": ({"meeting_date": "2026-03-03"}, "Mødedatoen ligger i fremtiden."),
    "a slip of the year": ({"meeting_date": "0202-03-01"}, "Kontrollér årstallet."),
    "no item": ({"agenda_item": " "}, "Skriv punktets nummer på dagsordenen."),
    "no text": ({"decision_text": ""}, "Skriv beslutningen, som den står i referatet."),
    "a condition without text": (
        {"outcome": "approved_conditionally", "decision_text": ""},
        "Skriv forudsætningen eller ændringen, som den står i referatet.",
    ),
    "remarks without remarks": ({"outcome": "approved_with_remarks"}, "Skriv rådets bemærkninger"),
    "no reporter": ({"reported_by": ""}, "Skriv, hvem der indberetter."),
    "postponed to the past": (
        {"outcome": "postponed", "next_meeting_date": "2026-02-01"},
        "Den nye mødedato skal ligge efter",
    ),
    "a link that is none": ({"minutes_url": "javascript:alert(1)"}, "skal begynde med https://"),
    "a text too long": ({"agenda_item": "7" * 51}, "Teksten er for lang; højst 50 tegn."),
    "a correction of nothing": ({"corrects": "99"}, "Den indberetning, der skal rettes, findes ikke."),
    "a correction of rubbish": ({"corrects": "x"}, "Skriv et helt tal."),
}


@SQLITE_ONLY
@pytest.mark.parametrize(("changes", "message"), BAD.values(), ids=BAD.keys())
def test_bad_input_is_named_and_changes_nothing(round_: Office, changes: dict[str, str], message: str) -> None:
    before = contents(round_.database)
    answer = round_.client().post(
        f"/b/{round_.token()}", data=ANSWER | {"remarks": "", "case_number": "24/<7>"} | changes
    )
    assert answer.status_code == 422
    assert message in answer.text
    assert "24/&lt;7&gt;" in answer.text  # what was typed is kept
    assert contents(round_.database) == before
    assert not round_.engine.delivered


@SQLITE_ONLY
def test_today_is_todays_date_in_copenhagen(round_: Office) -> None:
    round_.now = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    answer = round_.client().post(f"/b/{round_.token()}", data=ANSWER | {"meeting_date": "2026-03-03"})
    assert answer.status_code == 303


@SQLITE_ONLY
@pytest.mark.parametrize(
    ("content", "status"),
    [(b"MZ not minutes", 422), (b"", 422), (b"%PDF-1.4" + b"0" * LARGEST, 413)],
    ids=["a program", "nothing", "too large"],
)
def test_a_bad_file_is_refused(round_: Office, content: bytes, status: int) -> None:
    before = contents(round_.database)
    files = {"minutes_file": ("referat.pdf", content)}
    answer = round_.client().post(f"/b/{round_.token()}", data=ANSWER, files=files)
    assert answer.status_code == status
    assert "Filen" in answer.text
    assert contents(round_.database) == before


def test_minutes_are_kept_with_the_answer(round_: Office) -> None:
    pdf = PDF + b"minutes"
    round_.client().post(f"/b/{round_.token()}", data=ANSWER, files={"minutes_file": ("../r.exe", pdf)})
    with round_.database.read() as session:
        digest = answers(round_)[0].payload["minutes_sha256"]
        assert session.get_one(Document, digest).content == pdf


@SQLITE_ONLY
def test_a_body_beyond_all_measure_is_not_read(round_: Office) -> None:
    headers = {"content-length": str(26 * 1024 * 1024), "content-type": "text/plain"}
    answer = round_.client().post(f"/b/{round_.token()}", content=b"x", headers=headers)
    assert answer.status_code == 413


@SQLITE_ONLY
def test_a_forged_link_gets_the_neutral_page(round_: Office) -> None:
    client, token = round_.client(), round_.token()
    for bad in ("x", token[:-1] + ("A" if token[-1] != "A" else "B"), round_.signer.token(9999, 1)):
        for answer in (client.get(f"/b/{bad}"), client.post(f"/b/{bad}", data=ANSWER)):
            assert answer.status_code == 404
            assert "kan ikke genkendes" in answer.text
    assert client.post("/b/x/nyt-link").status_code == 404
    assert not answers(round_)


@pytest.mark.parametrize(
    ("form", "path", "why"),
    [
        ({"reason": "spærret"}, "nyt-link", "Der er senere sendt et nyt link"),
        ({"reason": "ny sagsbehandler", "mailbox": "ny@laesoe.example"}, "kontakt", "trukket tilbage"),
    ],
)
def test_a_dead_link_says_why_and_offers_a_fresh_one(
    round_: Office, form: dict[str, str], path: str, why: str
) -> None:
    token = round_.token()
    round_.ask(path, {"party": LAESOE} | form)
    client = round_.client()
    for answer in (client.get(f"/b/{token}"), client.post(f"/b/{token}", data=ANSWER)):
        assert answer.status_code == 410
        assert why in answer.text
        assert "mailto:sekretariat-1081@raad.example" in answer.text
    assert client.post(f"/b/{token}/nyt-link").status_code == 200
    (letter, workflow_id) = round_.engine.letters[-1]
    assert letter.order.kind is LetterKind.NEW_LINK
    assert workflow_id.startswith("brev/nyt-link/")
    assert not answers(round_)


def test_a_fresh_link_that_is_asked_for_again_is_the_same_letter_for_an_hour(round_: Office) -> None:
    client, token = round_.client(), round_.token()
    pages = set()
    for minutes in (0, 1, 58, 1):
        round_.now += timedelta(minutes=minutes)
        pages.add(client.post(f"/b/{token}/nyt-link").text)
    assert len(pages) == 1
    client.post(f"/b/{round_.token('851')}/nyt-link")
    first, again, late, next_hour, other = (workflow_id for _, workflow_id in round_.engine.letters)
    assert first == again == late
    assert len({first, next_hour, other}) == 3


@SQLITE_ONLY
def test_a_fresh_link_cannot_be_had_while_the_engine_is_away(round_: Office) -> None:
    round_.engine.is_away = True
    answer = round_.client().post(f"/b/{round_.token()}/nyt-link")
    assert answer.status_code == 503
    assert "Prøv igen om lidt" in answer.text


def test_an_old_link_leads_to_the_newest_mail_when_a_new_text_is_asked_about(round_: Office) -> None:
    old = round_.token()
    round_.ask("luk-runde", {"reason": "Teksten skal ændres"})
    assert "I skal ikke gøre noget" in round_.client().get(f"/b/{old}").text
    round_.ask(
        "versioner", {"label": "Genforhandlet", "reason": "Nyt afsnit"}, files={"file": ("b.pdf", PDF + b"2")}
    )
    round_.register.open_round(RoundRef(round_.cycle, 2))
    page = round_.client().get(f"/b/{old}").text
    assert "Brug linket i den nyeste mail" in page
    with round_.database.read() as session:
        newest = session.exec(select(Invitation).where(Invitation.party == LAESOE, Invitation.round == 2)).one()
    page = round_.client().get(f"/b/{round_.signer.token(newest.id or 0, newest.generation)}").text
    assert "Brug linket i den nyeste mail" not in page


@SQLITE_ONLY
def test_a_fallen_round_takes_no_answers_and_says_why(round_: Office) -> None:
    round_.ask("luk-runde", {"reason": "SSU vil ændre teksten"})
    client, token = round_.client(), round_.token()
    page = client.get(f"/b/{token}")
    assert page.status_code == 200
    assert "SSU vil ændre teksten" in page.text
    assert 'name="outcome"' not in page.text
    answer = client.post(f"/b/{token}", data=ANSWER)
    assert answer.status_code == 410
    assert "SSU vil ændre teksten" in answer.text
    assert client.get(f"/b/{token}/dokument").status_code == 200


def test_a_settled_round_takes_corrections_only(round_: Office) -> None:
    settle(round_)
    with round_.database.read() as session:
        assert session.get_one(Round, (round_.cycle, 1)).state is RoundState.SETTLED
    client, token = round_.client(), round_.token()
    decision = re.search(r"\?ret=(\d+)", client.get(f"/b/{token}").text)
    assert decision
    assert client.post(f"/b/{token}", data=ANSWER).status_code == 410
    assert client.post(f"/b/{token}", data={"planned_meeting_date": "2026-04-01"}).status_code == 410
    corrected = client.post(f"/b/{token}", data=ANSWER | {"corrects": decision[1], "outcome": "rejected"})
    assert corrected.status_code == 303


@SQLITE_ONLY
def test_once_the_agreement_is_confirmed_nothing_can_be_corrected_any_more(round_: Office) -> None:
    settle(round_)
    round_.register.enter_phase(EnterPhase(round_.cycle, Phase.SUBMISSION))
    client, place = round_.client(), f"/b/{round_.token()}"
    page = client.get(place).text
    assert "Runden er afsluttet, så der kan ikke længere indberettes." in page
    assert "?ret=" not in page
    before = contents(round_.database)
    answer = client.post(place, data=ANSWER | {"corrects": "1", "outcome": "rejected"})
    assert answer.status_code == 410
    assert "Runden er afsluttet" in answer.text
    assert contents(round_.database) == before


@SQLITE_ONLY
def test_an_agreement_that_was_given_up_takes_no_answers_and_says_so(round_: Office) -> None:
    token = round_.token()
    round_.ask("annullering", {"reason": "Opgivet"})
    round_.register.enter_phase(EnterPhase(round_.cycle, Phase.CANCELLED))
    client, told = round_.client(), "Forløbet er annulleret, så der kan ikke længere indberettes."
    assert told in client.get(f"/b/{token}").text
    answer = client.post(f"/b/{token}", data=ANSWER)
    assert answer.status_code == 410
    assert told in answer.text
    assert answers(round_) == []


def test_the_last_council_gets_its_receipt_again_after_its_answer_settled_the_round(round_: Office) -> None:
    client, token, form = round_.client(), round_.token(), ANSWER | {"nonce": "n", "version": "1"}
    first = client.post(f"/b/{token}", data=form)
    assert first.status_code == 303
    settle(round_, but=LAESOE)
    again = client.post(f"/b/{token}", data=form)
    assert (again.status_code, again.headers["location"]) == (303, first.headers["location"])
    assert client.post(f"/b/{token}", data=form | {"agenda_item": "8"}).status_code == 410
    assert client.post(f"/b/{token}", data=form | {"nonce": "another"}).status_code == 410


def test_a_second_final_answer_is_received_and_its_refusal_shown(round_: Office) -> None:
    client, token = round_.client(), round_.token()
    for _ in range(2):
        last = client.post(f"/b/{token}", data=ANSWER)
        round_.record_all()
    receipt = client.get(last.headers["location"]).text
    assert "Afvist" in receipt
    assert "allerede registreret" in receipt


def test_a_correction_starts_from_what_was_recorded(round_: Office) -> None:
    client, token = round_.client(), round_.token()
    client.post(f"/b/{token}", data=ANSWER)
    round_.record_all()
    page = client.get(f"/b/{token}").text
    assert 'name="outcome"' not in page
    decision = re.search(r"\?ret=(\d+)", page)
    assert decision
    form = client.get(f"/b/{token}?ret={decision[1]}").text
    assert ANSWER["decision_text"] in form
    assert f'name="corrects" value="{decision[1]}"' in form


def test_nobody_sees_another_councils_receipt(round_: Office) -> None:
    client = round_.client()
    place = client.post(f"/b/{round_.token()}", data=ANSWER).headers["location"]
    number = place.rsplit("/", 1)[1]
    assert client.get(f"/b/{round_.token('851')}/kvittering/{number}").status_code == 404
    assert client.get(f"/b/{round_.token()}/kvittering/1").status_code == 404  # the start is the office's
    assert client.get(f"/b/{round_.token()}/kvittering/{10**30}").status_code == 404


def test_the_document_comes_as_it_was_put_there(round_: Office) -> None:
    answer = round_.client().get(f"/b/{round_.token()}/dokument")
    assert answer.content == PDF
    assert answer.headers["content-disposition"].startswith('attachment; filename="Sundhedsaftale.pdf"')


@SQLITE_ONLY
def test_no_page_leaks_or_runs_anything(round_: Office) -> None:
    answer = round_.client().get(f"/b/{round_.token()}")
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    assert set(re.findall(r"<script[^>]*>", answer.text)) == {
        '<script src="/static/dkfds/js/dkfds.min.js" defer>',
        '<script src="/static/aftalehjul.js" defer>',
    }
    assert answer.text.count("<h1") == 1


@SQLITE_ONLY
def test_a_file_beyond_all_measure_is_cut_off_though_its_length_is_not_told(round_: Office) -> None:
    def chunks() -> Iterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="minutes_file"; filename="r.pdf"\r\n\r\n'
        for _ in range(27):
            yield b"0" * 1024 * 1024
        yield b"\r\n--x--\r\n"

    headers = {"content-type": "multipart/form-data; boundary=x"}
    answer = round_.client().post(f"/b/{round_.token()}", content=chunks(), headers=headers)
    assert answer.status_code == 413
    assert "20 MB" in answer.text
