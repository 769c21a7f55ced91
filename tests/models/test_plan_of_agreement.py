"""What the calendar says of an agreement, from the directory and the table of meetings."""

from datetime import date
from typing import Any

import pytest

from models.meetings import import_meetings
from models.queries.start.plan import AgreementPlan, plan_of_agreement
from models.queries.start.plan_question import basis_of_plan, read_plan_question
from models.store.database import Database
from request_types.faults import BadInput

TODAY = date(2026, 11, 22)
TOWNS = (
    *("Brønderslev", "Frederikshavn", "Hjørring", "Jammerbugt", "Mariagerfjord", "Morsø", "Rebild", "Thisted"),
    *("Vesthimmerlands", "Aalborg", "Nordjylland"),
)
OFTEN = ("2027-08-25", "2027-09-22", "2027-10-06", "2027-10-20")
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def plan(database: Database, **asked: Any) -> AgreementPlan:
    question = read_plan_question({"in_force": "2028-01-01"} | asked)
    with database.read() as session:
        return plan_of_agreement(session, basis_of_plan(session, question, today=TODAY), today=TODAY)


def meet(database: Database, *rows: str) -> None:
    report = import_meetings(database, "\n".join(("kommune;niveau;dato", *rows)), today=TODAY)
    assert report.problems == ()
    assert report.imported == len(rows)


def councils_meet(database: Database, *names: str) -> None:
    meet(database, *(f"{name};råd;{day}" for name in names for day in OFTEN))


@pytest.fixture
def nordjylland(database: Database) -> Database:
    """All twelve councils are known; Læsø has a committee, and meets only twice in time."""
    councils_meet(database, *TOWNS)
    meet(database, *(f"Læsø;råd;{day}" for day in ("2027-10-06", "2027-10-20")))
    meet(database, *(f"Læsø;fagudvalg;{day}" for day in ("2027-09-23", "2027-10-05")))
    return database


def test_the_whole_region_in_two_sentences(nordjylland: Database) -> None:
    found = plan(nordjylland)
    assert (len(found.councils), found.deadline, found.dispatch) == (12, date(2027, 10, 23), date(2027, 8, 28))
    assert found.sentences == (
        "Vedtager SSU senest 3. september, når alle 12 mindst to møder.",
        "Efter 17. september når Læsø kun ét.",
    )
    assert found.adopt_by == date(2027, 9, 3)


def test_each_council_has_its_meetings_its_slack_and_its_last_days(nordjylland: Database) -> None:
    councils = {each.name: each for each in plan(nordjylland, dispatch="2027-09-10").councils}
    laesoe, aalborg = councils["Læsø"], councils["Aalborg"]
    assert (laesoe.reach, laesoe.slack_days) == ("2+", 7)
    assert (laesoe.last_safe_dispatch, laesoe.last_dispatch) == (date(2027, 9, 17), date(2027, 9, 29))
    assert aalborg.meetings == (date(2027, 9, 22), date(2027, 10, 6), date(2027, 10, 20))
    assert list(councils)[-1] == "Regionsrådet"


def test_a_later_dispatch_costs_meetings(nordjylland: Database) -> None:
    councils = {each.name: each for each in plan(nordjylland, dispatch="2027-10-01").councils}
    assert (councils["Læsø"].reach, councils["Læsø"].slack_days) == ("0", None)
    assert (councils["Aalborg"].reach, councils["Aalborg"].slack_days) == ("1", 13)
    assert plan(nordjylland, dispatch="2027-10-01").unreachable == ("Læsø",)


def test_a_council_without_known_meetings_stays_unknown(database: Database) -> None:
    councils_meet(database, *TOWNS)
    meet(database, "Læsø;råd;2026-12-15")
    found = plan(database)
    assert {each.name: each.reach for each in found.councils}["Læsø"] == "ukendt"
    assert found.sentences[-1] == "Mødedatoer er ukendte for Læsø."
    assert found.unreachable == ()


def test_nothing_known_is_said(database: Database) -> None:
    found = plan(database)
    assert found.is_blank
    assert found.sentences == ("Mødedatoer er ukendte for alle 12 råd.",)


def test_a_deadline_may_be_given(nordjylland: Database) -> None:
    found = plan(nordjylland, deadline="2027-10-10")
    assert found.dispatch == date(2027, 8, 15)
    assert found.sentences[0] == "Læsø når højst ét møde inden fristen."


@pytest.mark.parametrize(
    ("asked", "field", "said"),
    [
        ({"in_force": "2026-01-01"}, "in_force", "ikke ude i fremtiden"),
        ({"in_force": "2226-01-01"}, "in_force", "tredive år"),
        ({"in_force": "2040-01-01"}, "in_force", "mere end ti år fremme"),
        ({"in_force": "2027-01-01"}, "in_force", "skulle have godkendt senest 23. oktober 2026"),
        ({"in_force": ""}, "in_force", "Skriv datoen"),
        ({"region": "Atlantis"}, "region", "»Atlantis« kendes ikke"),
        ({"kind": "fredsaftale"}, "kind", "»fredsaftale« kendes ikke"),
        ({"deadline": "2026-11-01"}, "deadline", "ikke ude i fremtiden"),
        ({"deadline": "2028-02-01"}, "deadline", "efter ikrafttrædelsen"),
        ({"dispatch": "2026-11-01"}, "dispatch", "fortiden"),
        ({"dispatch": "2027-11-01"}, "dispatch", "efter rådenes frist, 23. oktober 2027"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(
    database: Database, asked: dict[str, str], field: str, said: str
) -> None:
    with pytest.raises(BadInput) as refused:
        plan(database, **asked)
    (fault,) = refused.value.faults
    assert fault.field == field
    assert said in fault.message
