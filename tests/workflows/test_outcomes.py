from temporalio.client import WorkflowExecutionStatus

from tests.fakes import Asked
from tests.stage import Stage
from workflows.rules.council.outcomes import DecidedBy, Outcome
from workflows.rules.course.phases import Phase
from workflows.rules.requests import RequestKind

WAITS_FOR = {
    Outcome.APPROVED_CONDITIONALLY: "afventer afklaring",
    Outcome.REJECTED: "blokerer",
    Outcome.RECOMMENDED: "svar uden afgørelse",
    Outcome.NOTED: "svar uden afgørelse",
    Outcome.POSTPONED: "svar uden afgørelse",
    Outcome.RETURNED: "svar uden afgørelse",
    Outcome.WITHDRAWN: "afventer",
}


async def test_each_outcome_leaves_the_council_where_it_belongs(wide_stage: Stage) -> None:
    stage = wide_stage
    cycle = await stage.open()
    assert len(stage.parties) == len(Outcome) == 9
    for outcome in Outcome:
        await stage.answer(outcome.value, outcome)
    for outcome in (Outcome.APPROVED, Outcome.APPROVED_WITH_REMARKS):
        assert await stage.ends(stage.case(outcome.value)) is WorkflowExecutionStatus.COMPLETED
    for outcome, word in WAITS_FOR.items():
        await stage.shows(stage.case(outcome.value), f"- Stilling: {word}\n- Svar: {outcome.danish}")
    await stage.shows(cycle, "2 af 9 godkendt")
    assert "**blokeret**" in await stage.details(cycle)


async def test_a_committee_leaves_its_council_awaited_and_reminded(stage: Stage) -> None:
    await stage.open()
    await stage.answer("Læsø", Outcome.RECOMMENDED, decided_by=DecidedBy.COMMITTEE)
    await stage.shows(stage.case("Læsø"), "- Svar: anbefales\n- Næste brev: påmindelse om dagsorden")
    await stage.answer("Læsø")
    assert await stage.ends(stage.case("Læsø")) is WorkflowExecutionStatus.COMPLETED


async def test_a_mayors_approval_counts_when_the_secretariat_says_so(stage: Stage) -> None:
    await stage.open()
    decision = await stage.answer("Læsø", decided_by=DecidedBy.CHAIR)
    await stage.shows(stage.case("Læsø"), "afventer afklaring")
    await stage.rule("Læsø", decision, counts=True)
    assert await stage.ends(stage.case("Læsø")) is WorkflowExecutionStatus.COMPLETED


async def test_a_condition_that_does_not_count_leaves_the_council_awaited_again(stage: Stage) -> None:
    await stage.open()
    decision = await stage.answer("Læsø", Outcome.APPROVED_CONDITIONALLY)
    await stage.rule("Læsø", decision, counts=False)
    await stage.shows(stage.case("Læsø"), "- Stilling: afventer\n- Næste brev")
    await stage.answer("Læsø", corrects=decision)
    assert await stage.ends(stage.case("Læsø")) is WorkflowExecutionStatus.COMPLETED


async def test_a_rejection_blocks_while_the_others_go_on_and_may_be_corrected(stage: Stage) -> None:
    cycle = await stage.open()
    no = await stage.answer("Læsø", Outcome.REJECTED)
    await stage.shows(cycle, "**blokeret**")
    for name in ("Aalborg", "Regionsrådet"):
        await stage.answer(name)
    await stage.shows(cycle, "2 af 3 godkendt")
    assert stage.register.phases == [Phase.APPROVAL]
    await stage.answer("Læsø", corrects=no)
    await stage.until(lambda: stage.register.phases[-1] is Phase.CONFIRMATION)
    await stage.shows(cycle, "3 af 3 godkendt")
    assert "blokeret" not in await stage.details(cycle)


async def test_a_correction_after_the_case_has_closed_opens_one_of_its_own(stage: Stage) -> None:
    cycle = await stage.open()
    first = await stage.answer("Læsø")
    await stage.ends(stage.case("Læsø"))
    second = await stage.answer("Læsø", Outcome.REJECTED, corrects=first)
    correction = stage.case("Læsø", correction=1)
    await stage.shows(correction, "- Stilling: blokerer")
    await stage.shows(cycle, "0 af 3 godkendt")
    await stage.answer("Læsø", corrects=second)
    assert await stage.ends(correction) is WorkflowExecutionStatus.COMPLETED
    await stage.shows(cycle, "1 af 3 godkendt")


async def test_a_protest_after_the_case_has_closed_takes_the_approval_back(stage: Stage) -> None:
    cycle = await stage.open()
    decision = await stage.answer("Læsø")
    await stage.ends(stage.case("Læsø"))
    await stage.protest("Læsø", decision)
    await stage.shows(stage.case("Læsø", correction=1), "- Stilling: bestridt")
    await stage.shows(cycle, "0 af 3 godkendt")
    await stage.tell("Læsø", Asked(RequestKind.LETTER))
    await stage.shows(stage.case("Læsø", correction=1), "- Stilling: bestridt")
