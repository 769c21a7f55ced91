"""Statusrunde: the owners of initiatives tell how these are getting on."""

from temporalio import workflow

from workflows.contracts.inquiries import InquiryInput, InquiryResult
from workflows.inquiries.inquiry import Inquiry


@workflow.defn(name="Statusrunde")
class StatusRound(Inquiry):
    """Asks the owners once; what they answered is prefilled the next time."""

    @workflow.init
    def __init__(self, start: InquiryInput) -> None:
        super().__init__(start)

    @workflow.run
    async def run(self, start: InquiryInput) -> InquiryResult:
        """Take the status round from its letters to its close."""
        del start
        return await self.conduct()
