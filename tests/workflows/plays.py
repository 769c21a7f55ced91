"""Cycles played for the record: each ends with the workflows whose histories are kept, by name."""

from collections.abc import Awaitable, Callable
from typing import Any

from temporalio.client import WorkflowHandle

from tests.fakes import Asked
from tests.stage import Stage
from workflows.rules.letters import LetterKind
from workflows.rules.outcomes import DecidedBy, Outcome
from workflows.rules.phases import Phase
from workflows.rules.requests import RequestKind

Handles = dict[str, WorkflowHandle[Any, Any]]


async def plain(stage: Stage) -> Handles:
    """From udarbejdelse to afsluttet, everybody approves."""
    cycle = await stage.open(phase=Phase.DRAFTING)
    for name in stage.parties:
        await stage.answer(name)
    await stage.until(lambda: stage.register.phases[-1] is Phase.CONFIRMATION)
    await stage.ask(Asked(RequestKind.CONFIRM))
    await cycle.result()
    return {"plain-cycle": cycle, "plain-council": stage.case("Læsø")}


async def doubtful(stage: Stage) -> Handles:
    """A chair, a no that is corrected, a protest, a moved deadline, silence; two rounds."""
    cycle = await stage.open()
    chair = await stage.answer("Læsø", decided_by=DecidedBy.CHAIR)
    await stage.rule("Læsø", chair, counts=True)
    await stage.ends(stage.case("Læsø"))
    await stage.protest("Læsø", chair)
    no = await stage.answer("Aalborg", Outcome.REJECTED)
    await stage.answer("Aalborg", corrects=no)
    await stage.days(60)
    await stage.ask(Asked(RequestKind.VERSION, version=2))
    await stage.until(lambda: stage.letters(LetterKind.REQUEST) == 2 * len(stage.parties))
    await stage.answer("Læsø", Outcome.POSTPONED)
    await stage.shows(cycle, "Læsø (udsat)")
    return {
        "doubtful-cycle": cycle,
        "doubtful-council": stage.case("Læsø"),
        "doubtful-council-corrected": stage.case("Læsø", correction=1),
        "silent-council-cancelled": stage.case("Regionsrådet"),
        "postponed-council-running": stage.case("Læsø", round_number=2),
    }


PLAYS: tuple[Callable[[Stage], Awaitable[Handles]], ...] = (plain, doubtful)
