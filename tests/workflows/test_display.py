import json
from datetime import timedelta
from typing import Any

from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.workflowservice.v1 import DescribeWorkflowExecutionRequest
from temporalio.client import WorkflowHandle, WorkflowHistory
from temporalio.testing import WorkflowEnvironment

from tests.fakes import SAID, Asked
from tests.stage import CYCLE, Stage
from tests.tallies import own_events
from workflows.contracts.councils import Party
from workflows.rules.council.outcomes import DecidedBy, Outcome
from workflows.rules.course.phases import Phase
from workflows.rules.requests import RequestKind

PARENT_EVENTS, CHILD_EVENTS = 190, 22


async def attributes_of(handle: WorkflowHandle[Any, Any]) -> dict[str, Any]:
    return {pair.key.name: pair.value for pair in (await handle.describe()).typed_search_attributes}


async def test_coordinators_read_a_cycle_in_danish(stage: Stage) -> None:
    cycle = await stage.open()
    await stage.answer("Læsø", Outcome.REJECTED)
    await stage.answer("Aalborg")
    await stage.ask(Asked(RequestKind.CHECK, checked=1))
    await stage.shows(cycle, "1 af 3 godkendt · 1 kontrolleret")
    await stage.shows(cycle, "- Mangler: Læsø (blokerer), Regionsrådet (afventer)")
    lines = (await stage.details(cycle)).splitlines()
    assert lines[0] == "**Sundhedsaftalen 2028-2031** · godkendelse"
    assert lines[2] == "- Runde 1, version 1 · **blokeret**"
    attributes = await attributes_of(cycle)
    assert attributes.pop("Frist").date() == stage.register.deadline
    assert attributes == {
        "Aftale": CYCLE,
        "Region": "Nordjylland",
        "Fase": "godkendelse",
        "Runde": "1",
        "Godkendt": 1,
        "Parter": 3,
    }


async def test_coordinators_read_a_council_in_danish(stage: Stage) -> None:
    await stage.open()
    case = stage.case("Læsø")
    assert await (await case.describe()).static_summary() == "Læsø: beslutning om Sundhedsaftalen 2028-2031"
    meeting = stage.opened_on + timedelta(days=30)
    await stage.answer("Læsø", Outcome.POSTPONED, next_meeting=meeting)
    await stage.shows(case, "- Svar: udsat")
    attributes = await attributes_of(case)
    assert attributes.pop("Frist").date() == stage.register.deadline
    assert attributes.pop("Moede").date() == meeting
    assert attributes == {
        "Aftale": CYCLE,
        "Region": "Nordjylland",
        "Raad": "Læsø",
        "Klynge": ["nord"],
        "Runde": "1",
        "Udfald": "udsat",
        "Forsinket": False,
    }
    await stage.days(40)
    await stage.shows(case, "**Forsinket**")
    attributes = await attributes_of(case)
    assert (attributes["Udfald"], attributes["Forsinket"]) == ("afventer", True)


async def test_a_meeting_that_does_not_stand_any_more_is_not_shown(stage: Stage) -> None:
    await stage.open()
    await stage.answer("Læsø", Outcome.POSTPONED, next_meeting=stage.opened_on + timedelta(days=30))
    await stage.shows(stage.case("Læsø"), "Rådets møde")
    await stage.answer("Læsø", Outcome.WITHDRAWN)
    await stage.shows(stage.case("Læsø"), "taget af dagsordenen\n- Næste brev")
    # the time-skipping server keeps an attribute that is unset as a null; the real one drops it
    request = DescribeWorkflowExecutionRequest(
        namespace=stage.env.client.namespace, execution=WorkflowExecution(workflow_id=stage.case("Læsø").id)
    )
    description = await stage.env.client.workflow_service.describe_workflow_execution(request)
    fields = description.workflow_execution_info.search_attributes.indexed_fields
    assert json.loads(fields["Raad"].data) == "Læsø"
    assert fields["Moede"].data in {b"null", b""}


async def test_a_cycle_of_twelve_stays_within_its_budget_and_names_nobody(env: WorkflowEnvironment) -> None:
    today = (await env.get_current_time()).date()
    parties = tuple(Party(str(800 + number), f"Råd {number}") for number in range(12))
    stage = Stage(env, opened_on=today, deadline=today + timedelta(days=56), parties=parties)
    async with stage.worker():
        cycle = await stage.confirm_next()
        for number in range(12):
            await stage.ask(Asked(RequestKind.CHECK, checked=number + 1))
        await stage.ask(Asked(RequestKind.CONFIRM))
        assert (await cycle.result()).phase is Phase.CLOSED
    histories = [await cycle.fetch_history()]
    histories += [await stage.case(party.name).fetch_history() for party in parties]
    events = [len(own_events(history)) for history in histories]
    assert len(events) == 13
    assert events[0] < PARENT_EVENTS, f"the cycle took {events[0]} events"
    assert max(events[1:]) < CHILD_EVENTS, f"the councils' cases took {events[1:]} events"
    _assert_nobody_is_named(histories)


async def test_histories_of_doubtful_answers_name_nobody_either(stage: Stage) -> None:
    cycle = await stage.open()
    decision = await stage.answer("Læsø", decided_by=DecidedBy.CHAIR)
    await stage.rule("Læsø", decision, counts=True)
    await stage.ends(stage.case("Læsø"))
    await stage.protest("Læsø", decision)
    await stage.shows(cycle, "0 af 3")
    _assert_nobody_is_named([await cycle.fetch_history(), await stage.case("Læsø").fetch_history()])


def _assert_nobody_is_named(histories: list[WorkflowHistory]) -> None:
    for history in histories:
        assert len(history.events) > 3
        payloads = b"".join(event.SerializeToString() for event in history.events)
        assert b"Henvendelse" in payloads
        for word in ("Anne", "Eksempel", "laesoe.example", "tiltrædes"):
            assert word in SAID
            assert word.encode() not in payloads
