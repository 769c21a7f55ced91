"""How workers, replayers and tests run our workflows: in the SDK's sandbox, which lets our own modules through."""

from typing import Final

from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

PURE_MODULES: Final = ("workflows",)
"""What the sandbox imports once and not for each workflow anew: lint and tests keep it free of clock and world."""


def workflow_runner() -> SandboxedWorkflowRunner:
    """Return what runs workflows: to be handed to each worker and replayer."""
    return SandboxedWorkflowRunner(
        restrictions=SandboxRestrictions.default.with_passthrough_modules(*PURE_MODULES)
    )
