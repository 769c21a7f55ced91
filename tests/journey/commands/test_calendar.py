"""Meetings and the calendar, as an operator types them, on a store of its own."""

import json
from pathlib import Path

from tests.journey.house import House
from tests.today import today

YEAR = today().year + 2
IN_FORCE = f"{YEAR}-01-01"


def _refused(house: House, *words: str) -> str:
    told = house.run(*words)
    assert told.returncode == 1, told.stdout
    assert "Traceback" not in told.stderr
    return told.stdout + told.stderr


def test_meetings_are_imported_and_the_calendar_answers(store: House, tmp_path: Path) -> None:
    assert "aftalehjul meetings import" in _refused(store, "plan", "--in-force", IN_FORCE)
    file = tmp_path / "møder.csv"
    good = f"kommune;niveau;dato\nLæsø;råd;15-09-{YEAR - 1}\nLæsø;råd;06.10.{YEAR - 1}\n"
    file.write_text(good + "Atlantis;råd;i morgen\n", encoding="utf-8")
    told = _refused(store, "meetings", "import", str(file))
    assert "Linje 4, kommune: »Atlantis« er hverken" in told
    assert "Intet er importeret: 2 fejl." in told
    file.write_text(good, encoding="utf-8-sig")
    assert "2 møder er importeret." in store.run("meetings", "import", str(file)).stdout
    assert "2 kendtes i forvejen" in store.run("meetings", "import", str(file)).stdout
    assert len(json.loads(store.run("meetings", "list", "Læsø", "--json").stdout)) == 2
    listed = store.run("meetings", "list").stdout
    assert f"15. september {YEAR - 1}" in listed
    assert f"6. oktober {YEAR - 1}" in listed
    assert "Atlantis" in _refused(store, "meetings", "list", "Atlantis")
    told = store.run("plan", "--in-force", IN_FORCE).stdout
    assert "når Læsø mindst to møder." in told
    assert "Mødedatoer er ukendte for Brønderslev, " in told
    plan = json.loads(store.run("plan", "--in-force", IN_FORCE, "--json").stdout)
    assert [each["reach"] for each in plan["councils"] if each["name"] == "Læsø"] == ["2+"]


def test_a_question_without_an_answer_is_told_why(store: House) -> None:
    assert "ikke ude i fremtiden" in _refused(store, "plan", "--in-force", "01-01-2020")
    assert "»x« er ingen dato." in _refused(store, "plan", "--in-force", "x")
    assert "mere end tredive år" in _refused(store, "plan", "--in-force", "0001-01-01")
    assert "»Atlantis« kendes ikke" in _refused(store, "plan", "--in-force", IN_FORCE, "--region", "Atlantis")
    assert "findes ikke" in _refused(store, "meetings", "import", "en anden fil.csv")


def test_a_region_that_has_not_begun_by_then_has_nobody_to_ask(store: House) -> None:
    told = store.run("directory", "rename", "1083", "Region Sønderjylland", "--on", f"{YEAR - 1}-08-01")
    assert "(1083-2)" in told.stdout, told.stderr
    words = ("plan", "--in-force", IN_FORCE, "--region", "1083-2", "--dispatch", f"{YEAR - 1}-06-01")
    assert "Region Sønderjylland har ingen råd, der kan spørges, den 1. juni" in _refused(store, *words)
