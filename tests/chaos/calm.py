"""A round in which nothing fails: every mail goes out once (R5)."""

from collections import Counter

import httpx
from sqlmodel import select

from models.tables import Letter
from tests.chaos.paperwork import FINAL
from tests.chaos.rig import Rig
from tests.chaos.town import councils_asked, lay_contacts, start_cycles
from tests.journey.house import eventually
from tests.trust.figures import Figure
from workflows.rules.letters import LetterState


def repeated_mails_without_faults(rig: Rig, region: str) -> Figure:
    """Let every council of a region approve, and count the mails that came more than once."""
    database = rig.database()
    lay_contacts(database, [region])
    cycles = start_cycles(rig, [region], rig.bearer())
    for number, council in enumerate(councils_asked(rig, cycles)):
        posted = rig.web.post(council.link, data=FINAL | {"nonce": f"i-ro-{number}"})
        assert posted.status_code == httpx.codes.SEE_OTHER, posted.text

    def sent() -> set[str] | None:
        with database.read() as session:
            letters = session.exec(select(Letter).where(Letter.cycle_id == cycles[region])).all()
        has_all = len(letters) > 3 * (number + 1) and all(each.state is LetterState.SENT for each in letters)
        return {each.message_id for each in letters} if has_all else None

    wanted: set[str] = eventually(sent, what="the last receipt")
    database.close()
    taken = Counter(mail["id"] for mail in rig.mails() if mail["id"] in wanted)
    repeats = sum(taken.values()) - len(wanted)
    return Figure(
        "R5",
        "gentagne mails uden fejl",
        "0",
        f"{repeats} af {len(taken)} mails",
        is_met=repeats == 0 and taken.keys() == wanted,
    )
