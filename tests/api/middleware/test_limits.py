"""Who knocks too often is told to wait, loses nothing typed, and keeps nobody else out."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta

import httpx
import pytest
import uvicorn
from fastapi.testclient import TestClient
from httpx import Response
from sqlmodel import select
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from api.limits import ALLOWANCES, Limited
from models.access.staff import Role, SignInStep, mint_sign_in
from models.tables import Request, SignInAttempt
from tests.api.asking import HEARING_ANSWER, hear
from tests.api.office import ANSWER, PDF, SQLITE_ONLY, Office
from tests.api.paper import paper_on
from tests.pages.serving import serving_one

pytestmark = SQLITE_ONLY
EMAIL = "secretariat@sekretariat.example"


@pytest.fixture
def knocked(round_: Office) -> Office:
    """A round whose web is as patient as it is in earnest."""
    round_.allow(ALLOWANCES)
    return round_


def from_address(office: Office, host: str) -> TestClient:
    return TestClient(office.app, base_url="http://testserver", follow_redirects=False, client=(host, 1))


def attempts(office: Office) -> list[SignInStep]:
    with office.database.read() as session:
        return [row.step for row in session.exec(select(SignInAttempt))]


def refused(answer: Response) -> Response:
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["retry-after"]) <= 60 * 60
    assert "Vent" in answer.text
    return answer


def test_the_thirty_first_guess_of_a_minute_is_refused_and_a_good_link_is_not(knocked: Office) -> None:
    client = from_address(knocked, "192.0.2.1")
    guesses = [client.get(path).status_code for number in range(10) for path in _guesses(number)]
    assert guesses == [404] * 30
    assert "et minut" in refused(client.get("/b/forged")).text
    refused(client.post("/h/forged", data=ANSWER))
    assert client.get(f"/b/{knocked.token()}").status_code == 200
    assert client.post(f"/b/{knocked.token()}", data=ANSWER).status_code == 303
    assert from_address(knocked, "192.0.2.2").get("/b/forged").status_code == 404


def _guesses(number: int) -> tuple[str, str, str]:
    return f"/b/forged{number}", f"/k/forged{number}/kvittering/1", f"/kalender/forged{number}.ics"


def test_twenty_posts_at_once_of_one_form_all_get_the_same_receipt(knocked: Office) -> None:
    path, form = f"/b/{knocked.token()}", ANSWER | {"nonce": "en"}
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: knocked.client().post(path, data=form), range(20)))
    assert {(answer.status_code, answer.headers["location"]) for answer in answers} == {
        (303, answers[0].headers["location"])
    }


def test_a_link_that_posts_too_often_is_told_to_wait_and_others_of_its_address_go_on(knocked: Office) -> None:
    client, path = knocked.client(), f"/b/{knocked.token()}"
    for _ in range(60):
        assert client.post(f"{path}/beslutning", data={"til": "udfald"}).status_code == 200
    answer = refused(client.post(path, data=ANSWER | {"nonce": "en"}))
    assert "sekretariat-1081@raad.example" in answer.text
    assert client.get(path).status_code == 200
    assert client.post(f"/b/{knocked.token('851')}", data=ANSWER).status_code == 303


def test_who_holds_an_old_link_uses_up_nothing_of_the_newest(knocked: Office) -> None:
    old, stranger = knocked.token(), from_address(knocked, "192.0.2.1")
    assert knocked.ask("nyt-link", {"party": "825", "reason": "Linket er kommet i forkerte hænder."}).is_redirect
    assert (new := knocked.token()) != old
    for _ in range(60):
        assert stranger.post(f"/b/{old}", data=ANSWER).status_code == 410
    refused(stranger.post(f"/b/{old}", data=ANSWER))
    assert from_address(knocked, "192.0.2.2").post(f"/b/{new}", data=ANSWER).status_code == 303


def test_a_good_link_is_looked_at_from_an_address_that_posts_too_often(knocked: Office) -> None:
    knocked.allow({Limited.POST_OF_AN_ADDRESS: ALLOWANCES[Limited.NOTED]})
    client, path = knocked.client(), f"/b/{knocked.token('851')}"
    client.post(f"/b/{knocked.token()}", data=ANSWER)
    refused(client.post(path, data=ANSWER))
    assert client.get(path).status_code == 200


def test_a_form_that_was_refused_is_sent_again_as_it_was(knocked: Office) -> None:
    path, text = f"/b/{knocked.token()}", 'Linje 1\r\n»Linje« <b>"2"</b>'
    knocked.allow({Limited.POST_OF_A_LINK: ALLOWANCES[Limited.POST_OF_A_LINK]})
    for _ in range(60):
        knocked.client().post(path, data=ANSWER | {"nonce": "andet"})
    form = ANSWER | {"nonce": "mit", "decision_text": text}
    again = paper_on(refused(knocked.client().post(path, data=form)))
    knocked.allow(ALLOWANCES)
    first, second = (again.send(knocked.client()) for _ in range(2))
    assert (first.status_code, first.headers["location"]) == (303, second.headers["location"])
    with knocked.database.read() as session:
        stored = session.exec(select(Request).where(Request.key.like("%:mit"))).one()  # type: ignore[attr-defined]  # a column
    assert stored.payload["decision_text"] == text.replace("\r\n", "\n")


def test_a_form_without_a_nonce_counts_once_too_when_it_is_sent_again(knocked: Office) -> None:
    knocked.allow({Limited.POST_OF_AN_ADDRESS: ALLOWANCES[Limited.NOTED]})
    path = f"/b/{knocked.token()}"
    knocked.client().post(f"{path}/beslutning")
    again = paper_on(refused(knocked.client().post(path, data=ANSWER)))
    knocked.allow({})
    assert len({again.send(knocked.client()).headers["location"] for _ in range(3)}) == 1


def test_a_file_is_asked_for_again(office: Office) -> None:
    token = hear(office)
    office.allow({Limited.POST_OF_A_LINK: ALLOWANCES[Limited.NOTED]})
    office.client().post(f"/h/{token}/nyt-link")
    files = {"answer_file": ("svar.pdf", PDF)}
    again = refused(office.client().post(f"/h/{token}", data=HEARING_ANSWER, files=files))
    assert "Vælg filen igen" in again.text
    assert 'name="answer_file"' in again.text
    assert "multipart/form-data" in again.text


def test_a_whole_region_may_report_from_one_address(knocked: Office) -> None:
    client, tokens = knocked.client(), [knocked.token(party) for party in ("825", "851", "860", "840", "813")]
    for token in tokens:
        assert client.post(f"/b/{token}", data=ANSWER).status_code == 303
    assert ALLOWANCES[Limited.POST_OF_AN_ADDRESS].times == 600


def test_sign_in_links_are_limited_by_address_whether_they_are_known_or_not(knocked: Office) -> None:
    knocked.cookie(Role.SECRETARIAT)
    client = from_address(knocked, "192.0.2.1")
    for number in range(10):
        assert client.post("/log-ind", data={"email": f"{number}@x.example"}).status_code == 200
    known, unknown = (refused(client.post("/log-ind", data={"email": each})) for each in (EMAIL, "a@x.example"))
    assert (
        known.text.replace(EMAIL, "").partition('name="nonce"')[0]
        == unknown.text.replace("a@x.example", "").partition('name="nonce"')[0]
    )
    assert from_address(knocked, "192.0.2.2").post("/log-ind", data={"email": EMAIL}).status_code == 200
    assert attempts(knocked).count(SignInStep.LIMITED) == 1


@pytest.mark.parametrize(("email", "mails"), [(EMAIL, 12), ("nobody@x.example", 0)])
def test_whoever_asks_for_an_officers_links_keeps_her_from_none(knocked: Office, email: str, mails: int) -> None:
    knocked.cookie(Role.SECRETARIAT)
    strangers, pages = [from_address(knocked, f"192.0.2.{number}") for number in range(20)], set()
    for minute in range(60):
        for spelt in (email.upper(), f" {email} "):
            pages.add(strangers[minute // 3].post("/log-ind", data={"email": spelt}).text)
        assert from_address(knocked, "198.51.100.1").get("/log-ind").status_code == 200
        knocked.now += timedelta(minutes=1)
    answer = from_address(knocked, "198.51.100.1").post("/log-ind", data={"email": email})
    assert (answer.status_code, pages) == (200, {answer.text})
    *during, now = [workflow_id for _, workflow_id in knocked.engine.letters] or [""]
    assert len(set(during)) == mails
    assert now not in during


def test_guessed_sign_in_links_are_limited(knocked: Office) -> None:
    client = from_address(knocked, "192.0.2.1")
    for number in range(20):
        assert client.post(f"/log-ind/guess-{number}").status_code == 410
    refused(client.post("/log-ind/guess"))
    assert attempts(knocked).count(SignInStep.REFUSED) == 20


def test_who_guessed_too_often_does_not_come_in_with_the_next_guess(knocked: Office) -> None:
    knocked.cookie(Role.SECRETARIAT)
    token = mint_sign_in(knocked.database, EMAIL, knocked.now, by_mail=True)
    client = from_address(knocked, "192.0.2.1")
    for number in range(20):
        assert client.post(f"/log-ind/guess-{number}").status_code == 410
    refused(client.post(f"/log-ind/{token}", data={"email": EMAIL}))
    assert from_address(knocked, "192.0.2.2").post(f"/log-ind/{token}", data={"email": EMAIL}).is_redirect


def test_the_mailbox_of_a_link_is_not_guessed_from_many_addresses(knocked: Office) -> None:
    knocked.cookie(Role.SECRETARIAT)
    token, next_one = (mint_sign_in(knocked.database, EMAIL, knocked.now, by_mail=True) for _ in range(2))
    for number in range(20):
        guess = from_address(knocked, f"192.0.2.{number}").post(f"/log-ind/{token}", data={"email": "a@x.example"})
        assert guess.status_code == 422
    client = from_address(knocked, "192.0.2.99")
    refused(client.post(f"/log-ind/{token}", data={"email": EMAIL}))
    assert client.post(f"/log-ind/{next_one}", data={"email": EMAIL}).is_redirect


def test_guessed_tokens_are_limited_and_a_good_one_is_not(knocked: Office) -> None:
    client, good = from_address(knocked, "192.0.2.1"), knocked.bearer(Role.COORDINATOR)
    for number in range(30):
        answer = client.get("/api/v1/cycles", headers={"Authorization": f"Bearer guess-{number}"})
        assert answer.status_code == 401
    answer = refused(client.get("/api/v1/cycles", headers={"Authorization": "Bearer guess"}))
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == 429
    assert client.get("/api/v1/cycles", headers=good).status_code == 200


def test_a_program_that_calls_without_end_is_told_to_wait(knocked: Office) -> None:
    knocked.allow({Limited.CALL: ALLOWANCES[Limited.GUESSED_LINK]})
    good, other = knocked.bearer(Role.COORDINATOR), knocked.bearer(Role.SECRETARIAT)
    for _ in range(30):
        assert knocked.client().get("/api/v1/cycles", headers=good).status_code == 200
    refused(knocked.client().get("/api/v1/cycles", headers=good))
    assert knocked.client().get("/api/v1/cycles", headers=other).status_code == 200


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("2001:db8::1", "2001:db8::ffff:2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("192.0.2.1", "192.0.2.2", False),
    ],
)
def test_whoever_has_one_address_of_a_network_has_them_all(
    knocked: Office, *, one: str, other: str, is_same: bool
) -> None:
    for _ in range(30):
        assert from_address(knocked, one).get("/b/forged").status_code == 404
    assert from_address(knocked, other).get("/b/forged").status_code == (429 if is_same else 404)


@contextmanager
def behind_a_proxy(office: Office, trusted: str) -> Iterator[str]:
    """Serve as uvicorn does for the setting."""
    config = uvicorn.Config(office.app, proxy_headers=True, forwarded_allow_ips=trusted)
    config.load()
    assert isinstance(config.loaded_app, ProxyHeadersMiddleware)
    with serving_one(config.loaded_app) as origin:  # type: ignore[arg-type]  # uvicorn's own types of an app
        yield origin


@pytest.mark.parametrize(("trusted", "statuses"), [("127.0.0.1", {404}), ("192.0.2.7", {404, 429})])
def test_a_trusted_proxy_says_from_where_a_reader_comes_and_nobody_else(
    knocked: Office, trusted: str, statuses: set[int]
) -> None:
    with behind_a_proxy(knocked, trusted) as origin, httpx.Client(base_url=origin) as client:
        seen = {
            client.get("/b/forged", headers={"X-Forwarded-For": f"198.51.100.{number}"}).status_code
            for number in range(40)
        }
    assert seen == statuses


def test_no_address_is_logged_or_stored(knocked: Office, capfd: pytest.CaptureFixture[str]) -> None:
    client = from_address(knocked, "198.51.100.77")
    for _ in range(12):
        client.post("/log-ind", data={"email": "nobody@x.example"})
        client.post("/log-ind/guess")
    told = "".join(capfd.readouterr())
    assert "sign_in_limited" in told
    with knocked.database.read() as session:
        stored = str([row.model_dump() for row in session.exec(select(SignInAttempt))])
    for secret in ("198.51.100.77", "nobody@x.example"):
        assert secret not in told + stored
