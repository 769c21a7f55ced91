"""Kill -9 and lost data in the middle of a round: nothing is lost, and nobody is asked twice for nothing."""

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess

import psutil
import pytest

from cli.settings import STORE
from tests.journey.held import posts_wait_or_are_refused
from tests.journey.house import MIDTJYLLAND, House, eventually, open_house
from tests.journey.posting import Poster, all_recorded, approved, backed_up

PARTS = ("worker", "web", "temporal", "mailbox")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house of this module's own, to be hurt: its very first start is cut off while the examples are laid in."""
    with open_house(tmp_path_factory.mktemp("hurt") / "var") as house:
        house.start(wait=False)
        eventually(lambda: len(house.mails()) > 14, what="the examples' first mails")
        house.kill_up()
        house.start()
        yield house


@pytest.fixture(scope="module")
def links(house: House) -> dict[str, str]:
    """The twelve links, as they stood in the first mails."""
    links = house.links()
    assert len(links) == 12
    return links


def _repeats(house: House) -> int:
    """How many requests were mailed more than once; every council has had one."""
    mails = Counter(house.asked())
    assert len(mails) == 12
    return sum(mails.values()) - 12


def test_a_first_start_that_was_cut_off_is_finished_by_the_next(house: House) -> None:
    def recorded() -> int:
        return sum(each["outcome"] is not None for each in house.cycle(MIDTJYLLAND)["councils"])

    # what the clerks posted last is received when the start is done, and recorded a moment later
    eventually(lambda: recorded() >= 16, what="the last outcome")
    assert recorded() == 16
    assert _repeats(house) <= 1


@pytest.mark.parametrize(
    ("part", "council", "mailbox"),
    [
        ("worker", "Læsø", "laesoe"),
        ("web", "Rebild", "rebild"),
        ("temporal", "Morsø", "morsoe"),
        ("mailbox", "Thisted", "thisted"),
    ],
)
def test_a_part_that_is_killed_comes_back_and_the_round_goes_on(
    house: House, links: dict[str, str], part: str, council: str, mailbox: str
) -> None:
    house.part(part).kill()
    link = links[f"sundhed@{mailbox}.example"]
    answer = eventually(lambda: house.approve(link, nonce=f"efter-{part}"), what="the web")
    assert answer.status_code == 303
    eventually(lambda: house.council(council)["outcome"] == "approved", what=f"{council}'s decision")
    eventually(lambda: len(house.mails(f"{council} Kommune: svar")) >= 2, what="receipts")
    assert _repeats(house) <= 1


def test_an_answer_given_while_temporal_is_stopped_is_received_at_once_and_recorded_when_it_is_back(
    house: House, links: dict[str, str]
) -> None:
    temporal = house.part("temporal")
    temporal.suspend()
    try:
        answer = house.approve(links["sundhed@hjoerring.example"])
        page = house.web.get(answer.headers["location"])
        assert "Modtaget" in page.text
        tries = _given_up(house)
        eventually(lambda: _given_up(house) > tries, what="a call that gives up")
        assert house.council("Hjørring")["outcome"] is None
    finally:
        temporal.resume()
    eventually(lambda: house.council("Hjørring")["outcome"] == "approved", what="Hjørring")


def _given_up(house: House) -> int:
    """How often the worker could not tell the engine of what waits, nor could the web, which had tried before."""
    return (house.folder / "log" / "worker.log").read_text().count("sweep_waits_for_engine")


def test_a_house_that_is_killed_goes_on_at_the_next_start(house: House, links: dict[str, str]) -> None:
    answer = house.approve(links["sundhed@aalborg.example"])
    house.kill_up()
    left = [house.part(name).pid for name in PARTS]
    assert all(psutil.pid_exists(pid) for pid in left)
    house.start()
    assert not any(psutil.pid_exists(pid) for pid in left), "the next start ends what the last one left"
    eventually(lambda: house.council("Aalborg")["outcome"] == "approved", what="Aalborg")
    assert "Registreret" in house.web.get(answer.headers["location"]).text
    assert _repeats(house) <= 2


def test_all_parts_killed_at_once_lose_nothing(house: House, links: dict[str, str]) -> None:
    answer = house.approve(links["sundhed@jammerbugt.example"])
    assert answer.status_code == 303
    for name in PARTS:
        house.part(name).kill()
    house.kill_up()
    house.start()
    eventually(lambda: house.council("Jammerbugt")["outcome"] == "approved", what="Jammerbugt")
    assert _repeats(house) <= 3


def test_posts_wait_for_a_locked_sqlite_and_count_once(house: House, links: dict[str, str]) -> None:
    url = f"sqlite:///{house.folder / STORE}"
    asked = [links["sundhed@vesthimmerlands.example"], links["sundhed@mariagerfjord.example"]]
    posts_wait_or_are_refused(house.web, url, "BEGIN EXCLUSIVE", asked)


def test_a_round_goes_on_although_temporals_file_was_deleted(house: House, links: dict[str, str]) -> None:
    before = _repeats(house)
    house.stop()
    lost = list(house.folder.glob("temporal.db*"))
    assert lost
    for file in lost:
        file.unlink()
    house.start()
    assert "Genopbygget i Temporal" in house.said()
    assert _repeats(house) == before, "a rebuilt cycle asks nobody twice"
    house.approve(links["sundhed@broenderslev.example"])
    eventually(lambda: house.council("Brønderslev")["outcome"] == "approved", what="Brønderslev")


def test_a_temporal_file_of_another_version_is_set_aside(house: House) -> None:
    house.stop()
    (house.folder / "temporal.version").write_text("1.0.0")
    house.start()
    assert list(house.folder.glob("temporal.db.1.0.0.*"))
    assert house.council("Brønderslev")["outcome"] == "approved"


def test_a_house_that_burned_down_finishes_its_round_from_its_backup(
    house: House, links: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "kopi.zip"
    receipts = approved(house.web, [links["sundhed@frederikshavn.example"]])
    poster = Poster(str(house.web.base_url), links["regionsraad@region-nordjylland.example"])
    receipts += backed_up(lambda: _done(house.run("backup", str(file))), file, poster)
    house.kill_up()
    house.kill_parts()
    shutil.rmtree(house.folder)
    assert "aftalehjul up" in _done(house.run("restore", str(file)))
    house.start()
    all_recorded(house.web, receipts)
    approved(house.web, list(links.values()))
    eventually(lambda: house.cycle()["phase"] == "stadfæstelse", what="stadfæstelse")
    assert house.cycle()["approved"] == len(links)
    assert house.asked() == [], "all were asked before the fire"
    _done(house.run("register", "verify"))
    assert "kører allerede" in house.run("restore", "--erstat", str(file)).stderr


def _done(told: CompletedProcess[str]) -> str:
    assert told.returncode == 0, told.stderr
    return told.stdout


def test_ctrl_c_ends_everything(house: House) -> None:
    running = [house.part(name).pid for name in PARTS]
    assert house.stop() == 0
    assert not any(psutil.pid_exists(pid) for pid in running)
