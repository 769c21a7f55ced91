"""Høring: the hearing parties answer in text or file until the deadline."""

from temporalio import workflow

from workflows.contracts.inquiries import InquiryInput, InquiryResult
from workflows.inquiries.inquiry import Inquiry


@workflow.defn(name="Høring")
class Hearing(Inquiry):
    """Hears the parties; an answer that comes later is kept by the cycle and marked late."""

    @workflow.init
    def __init__(self, start: InquiryInput) -> None:
        super().__init__(start)

    @workflow.run
    async def run(self, start: InquiryInput) -> InquiryResult:
        """Take the hearing from its letters to its close."""
        del start
        return await self.conduct()
