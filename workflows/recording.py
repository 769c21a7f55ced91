"""How workflows have things written down: calls of the `Register` port with their timeouts and summaries."""

from temporalio import workflow

from workflows.contracts.cycles import EnterPhase
from workflows.contracts.inquiries import ClosedInquiry, InquiryRef, OpenedInquiry
from workflows.contracts.ports import Register
from workflows.contracts.requests import Recorded, RecordRequest
from workflows.contracts.rounds import OpenedRound, RoundRef, SettledRound, StageRef
from workflows.rules.course.phases import Phase
from workflows.temporal.retries import RECORDING_RETRIES, RECORDING_TIMEOUT


async def record(cycle_id: str, request: int) -> Recorded:
    """Have a request recorded or refused."""
    return await workflow.execute_activity_method(
        Register.record,
        RecordRequest(request, cycle_id),
        start_to_close_timeout=RECORDING_TIMEOUT,
        retry_policy=RECORDING_RETRIES,
        summary=f"Henvendelse nr. {request}",
    )


async def enter_phase(cycle_id: str, phase: Phase) -> None:
    """Have it noted that the cycle entered a phase."""
    await workflow.execute_activity_method(
        Register.enter_phase,
        EnterPhase(cycle_id, phase),
        start_to_close_timeout=RECORDING_TIMEOUT,
        retry_policy=RECORDING_RETRIES,
        summary=f"Fase: {phase}",
    )


async def open_round(round_: RoundRef) -> OpenedRound:
    """Have a round opened."""
    return await workflow.execute_activity_method(
        Register.open_round,
        round_,
        start_to_close_timeout=RECORDING_TIMEOUT,
        retry_policy=RECORDING_RETRIES,
        summary=f"Runde {round_.round} sendes ud",
    )


async def open_stage(stage: StageRef) -> OpenedRound:
    """Have the parties of a round's next step asked."""
    return await workflow.execute_activity_method(
        Register.open_stage,
        stage,
        start_to_close_timeout=RECORDING_TIMEOUT,
        retry_policy=RECORDING_RETRIES,
        summary=f"Runde {stage.round}: trin {stage.stage + 1} sendes ud",
    )


async def open_inquiry(inquiry: InquiryRef) -> OpenedInquiry:
    """Have an inquiry opened."""
    return await workflow.execute_activity_method(
        Register.open_inquiry,
        inquiry,
        start_to_close_timeout=RECORDING_TIMEOUT,
        retry_policy=RECORDING_RETRIES,
        summary=f"{inquiry.slug} sendes ud",
    )


async def close_inquiry(inquiry: InquiryRef) -> ClosedInquiry:
    """Have an inquiry closed."""
    return await workflow.execute_activity_method(
        Register.close_inquiry,
        inquiry,
        start_to_close_timeout=RECORDING_TIMEOUT,
        retry_policy=RECORDING_RETRIES,
        summary=f"{inquiry.slug} lukkes",
    )


async def settle_round(round_: RoundRef) -> SettledRound:
    """Have a round settled, if by the register every approval counts."""
    return await workflow.execute_activity_method(
        Register.settle_round,
        round_,
        start_to_close_timeout=RECORDING_TIMEOUT,
        retry_policy=RECORDING_RETRIES,
        summary=f"Runde {round_.round}: alle har godkendt",
    )
