"""What the office takes along from a cycle."""

import csv
from io import StringIO

import pytest

from api.documents.sheets.spreadsheet import spreadsheet
from models.access.staff import Role
from tests.api.office import ANSWER, CYCLE, SQLITE_ONLY, Office

SHEET = f"/forloeb/{CYCLE}/beslutninger.csv"


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


@SQLITE_ONLY
def test_the_decisions_come_as_a_table(round_: Office) -> None:
    words = 'Godkendt; "enstemmigt"\næøå 🙂'
    round_.client().post(f"/b/{round_.token()}", data=ANSWER | {"decision_text": words, "nonce": "n"})
    round_.record_all()
    answer = round_.signed_in(Role.COORDINATOR).get(SHEET)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert f'filename="beslutninger-{CYCLE}.csv"' in answer.headers["content-disposition"]
    (row,) = rows(answer.content)
    assert (row["råd"], row["udfald"], row["mødedato"]) == ("Læsø", "godkendt", "01-03-2026")
    assert row["beslutning"].split() == words.split()


@SQLITE_ONLY
def test_without_decisions_there_is_a_header_alone(round_: Office) -> None:
    assert rows(round_.signed_in(Role.COORDINATOR).get(SHEET).content) == []


@pytest.mark.parametrize("typed", ["=1+1", "+45", "-5", "@SUM(A1)", "\tx"])
def test_what_somebody_typed_is_never_a_formula(typed: str) -> None:
    (row,) = rows(spreadsheet(("tekst",), [(typed,)]))
    assert row["tekst"] == f"'{typed}"


def test_numbers_and_plain_words_stay_as_they_are() -> None:
    (row,) = rows(spreadsheet(("nr.", "tekst"), [(7, "12 råd – alle")]))
    assert (row["nr."], row["tekst"]) == ("7", "12 råd – alle")
