"""All remarks about a text, gathered for whoever drafts it."""

import csv
from datetime import timedelta
from io import StringIO

from models.access.staff import Role
from tests.api import asking
from tests.api.office import ANSWER, CYCLE, SQLITE_ONLY, Office
from workflows.contracts.cycles import EnterPhase
from workflows.contracts.rounds import RoundRef
from workflows.rules.course.phases import Phase

pytestmark = SQLITE_ONLY
PAGE = f"/forloeb/{CYCLE}/bemaerkninger"
REMARK = 'Husk "øerne"; <b>alle</b>\n=også de små'


def tell(office: Office, party: str = "825", **said: str) -> None:
    """Let a council report, and have it recorded."""
    form = ANSWER | {"nonce": f"{party}-{office.now}"} | said
    assert office.client().post(f"/b/{office.token(party)}", data=form).status_code == 303
    office.record_all()


def page(office: Office) -> str:
    answer = office.signed_in(Role.COORDINATOR).get(PAGE)
    assert answer.status_code == 200
    text: str = answer.text
    return text


def rows(office: Office) -> list[dict[str, str]]:
    answer = office.signed_in(Role.COORDINATOR).get(f"{PAGE}.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_every_decision_that_says_more_than_yes_is_there_word_for_word(round_: Office) -> None:
    tell(round_, "851")
    tell(round_, "825", outcome="approved_with_remarks", remarks=REMARK)
    tell(round_, "810", outcome="approved_conditionally", decision_text="Hvis økonomien er på plads")
    tell(round_, "846", outcome="rejected", decision_text="Nej")
    tell(round_, "787", outcome="postponed", remarks="Vi vil vide mere", next_meeting_date="2026-04-27")
    text = page(round_)
    assert "&lt;b&gt;alle&lt;/b&gt;" in text
    assert "Hvis økonomien er på plads" in text
    found = {
        row["fra"]: (row["udfald"], row["bemærkning"].replace("\r", ""), row["beslutning"]) for row in rows(round_)
    }
    assert found == {
        "Brønderslev": ("godkendt under forudsætning", "", "Hvis økonomien er på plads"),
        "Læsø": ("godkendt med bemærkninger", REMARK, "Indstillingen godkendt."),
        "Mariagerfjord": ("ikke godkendt", "", "Nej"),
        "Thisted": ("udsat", "Vi vil vide mere", "Indstillingen godkendt."),
    }
    assert {row["mødedato"] for row in rows(round_)} == {"01-03-2026"}


def test_what_was_corrected_since_is_left_out(round_: Office) -> None:
    tell(round_, outcome="rejected", decision_text="Afvist ved en fejl")
    round_.now += timedelta(minutes=1)
    tell(round_, corrects="1", outcome="approved_with_remarks", remarks="Ny bemærkning")
    assert [row["bemærkning"] for row in rows(round_)] == ["Ny bemærkning"]
    assert "Afvist ved en fejl" not in page(round_)


def test_the_remarks_of_a_fallen_round_stay(round_: Office) -> None:
    tell(round_, outcome="rejected", decision_text="Ikke uden øerne")
    round_.ask("luk-runde", {"reason": "Teksten skal ændres"})
    round_.register.enter_phase(EnterPhase(CYCLE, Phase.APPROVAL))
    round_.register.open_round(RoundRef(CYCLE, 2))
    assert "Ikke uden øerne" in page(round_)
    assert ">runde 1</span>" in page(round_)
    assert [row["kilde"] for row in rows(round_)] == ["runde 1"]


def test_the_hearing_is_in_the_table_and_a_link_away_on_the_page(office: Office) -> None:
    asking.hear(office)
    post = asking.HEARING_ANSWER | {"inquiry": asking.HEARING}
    for party in ("813", "860"):
        office.ask("hoeringssvar", post | {"party": party})
    judged = {"paragraph": "Afsnit 3", "text": "Nævn øer", "verdict": "not_taken_in", "reason": "Står der"}
    office.ask("bemaerkning", {"answer": "1"} | judged)
    office.ask(
        "hoeringssvar", {"inquiry": asking.HEARING, "party": "787", "has_no_remarks": "on", "reported_by": "B"}
    )
    first, second = rows(office)
    assert (first["afsnit"], first["bemærkning"], first["behandling"], first["begrundelse"]) == (
        "Afsnit 3",
        "Nævn øer",
        "ikke indarbejdet",
        "Står der",
    )
    assert (second["bemærkning"], second["behandling"]) == (
        "Afsnit 3 bør nævne ø-kommuner.",
        "endnu ikke behandlet",
    )
    assert f'href="/forloeb/{CYCLE}/hoeringsnotat"' in page(office)
    assert "1 behandlede bemærkninger" in page(office)


def test_without_remarks_the_page_says_so(round_: Office) -> None:
    tell(round_)
    assert "Ingen råd har bemærkninger eller forbehold endnu." in page(round_)
    assert rows(round_) == []
    assert f'href="{PAGE}"' in round_.signed_in(Role.COORDINATOR).get(f"/forloeb/{CYCLE}").text


def test_an_unknown_cycle_has_no_remarks(office: Office) -> None:
    assert office.signed_in(Role.COORDINATOR).get("/forloeb/ukendt/bemaerkninger").status_code == 404
