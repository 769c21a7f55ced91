"""Temporal loses all that it has while web and workers run on; `aftalehjul resume` gives it back what it needs."""

import json
from collections.abc import Iterator

import httpx
import pytest

from tests.chaos.clerks import UNRECORDED
from tests.chaos.paperwork import FINAL
from tests.chaos.rig import Rig, running_rig
from tests.chaos.town import councils_asked, lay_contacts, start_cycles
from tests.journey.house import eventually

REGION = "1083"
OF_TEMPORAL = ("temporal", "retention", "search_attributes", "weekly_letters", "forgetting", "workers")


@pytest.fixture
def rig() -> Iterator[Rig]:
    with running_rig() as rig:
        yield rig


def lose_temporal(rig: Rig) -> None:
    rig.parts["temporal"].kill()
    lost = list(rig.folder.glob("temporal.db*"))
    assert lost
    for file in lost:
        file.unlink()
    rig.parts["temporal"].start_again()


def test_an_empty_temporal_is_made_ready_by_resume_although_no_worker_is_started_anew(rig: Rig) -> None:
    database = rig.database()
    lay_contacts(database, [REGION])
    councils = councils_asked(rig, start_cycles(rig, [REGION], rig.bearer()))
    asked = len(rig.mails())
    lose_temporal(rig)
    eventually(lambda: "1 af 1" in rig.look("resume"), what="the rebuilt cycle, once Temporal is back")
    found = {line["name"]: line for line in json.loads(rig.look("doctor", "--json"))}
    assert [name for name in OF_TEMPORAL if not found[name]["is_well"]] == []
    answer = rig.web.post(councils[0].link, data=FINAL | {"nonce": "efter-tabet"})
    assert answer.status_code == httpx.codes.SEE_OTHER, answer.text

    def is_recorded() -> bool:
        with database.read() as session:
            return session.exec(UNRECORDED).one() == 0

    eventually(is_recorded, what="the council's decision")
    database.close()
    again = [
        mail["to"] for mail in rig.mails()[asked:] if mail["to"] in {f"sundhed@{c.code}.example" for c in councils}
    ]
    assert again in ([], [f"sundhed@{councils[0].code}.example"])
