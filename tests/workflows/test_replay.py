"""Recorded histories replay with today's workflows.

`python -m tests.workflows.record_histories` plays the cycles of `tests/workflows/plays.py` and writes their
histories to `tests/workflows/histories/`. A history that was recorded for a release is never recorded anew:
a change that it does not bear goes behind `workflow.patched`.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest
from temporalio import workflow
from temporalio.client import WorkflowHistory
from temporalio.worker import Replayer

from workflows.contracts.councils import CouncilApprovalInput, CouncilApprovalResult
from workflows.rules.council.standing import Standing
from workflows.rules.course.phases import Phase
from workflows.temporal.converter import DATA_CONVERTER
from workflows.temporal.roster import WORKFLOWS
from workflows.temporal.sandbox import workflow_runner

HISTORIES = Path(__file__).parent / "histories"
RECORDED = sorted(HISTORIES.glob("*.json"))


@workflow.defn(name="Rådsbehandling")
class HastyApproval:
    """A change that no history bears: it asks nobody."""

    @workflow.run
    async def run(self, case: CouncilApprovalInput) -> CouncilApprovalResult:
        del case
        return CouncilApprovalResult(Standing())


def history_of(path: Path) -> WorkflowHistory:
    return WorkflowHistory.from_json(path.stem, path.read_text(encoding="utf-8"))


def replayer_of(workflows: Sequence[type]) -> Replayer:
    return Replayer(
        workflows=workflows, workflow_runner=workflow_runner(), data_converter=DATA_CONVERTER, debug_mode=True
    )


def test_there_is_a_history_of_a_cycle_in_each_phase_and_of_each_sort_of_child() -> None:
    names = {path.stem for path in RECORDED}
    phases = {f"{phase.name.lower().replace('_', '-')}-cycle" for phase in Phase if phase is not Phase.CANCELLED}
    assert phases - names == set()
    assert {"plain-council", "hearing", "contact-round", "status-round"} - names == set()


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
async def test_a_recorded_history_replays(path: Path) -> None:
    replayer = replayer_of(WORKFLOWS)
    await replayer.replay_workflow(history_of(path))


async def test_an_incompatible_workflow_makes_the_replay_fail() -> None:
    path = next(path for path in RECORDED if "council" in path.stem)
    replayer = replayer_of([HastyApproval])
    with pytest.raises(workflow.NondeterminismError):
        await replayer.replay_workflow(history_of(path))
