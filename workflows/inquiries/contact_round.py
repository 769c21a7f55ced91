"""Kontaktrunde: is the mailbox right, and when does the council meet?"""

from temporalio import workflow

from workflows.contracts.inquiries import InquiryInput, InquiryResult
from workflows.inquiries.inquiry import Inquiry


@workflow.defn(name="Kontaktrunde")
class ContactRound(Inquiry):
    """Has contacts and meeting dates confirmed before the text is sent out."""

    @workflow.init
    def __init__(self, start: InquiryInput) -> None:
        super().__init__(start)

    @workflow.run
    async def run(self, start: InquiryInput) -> InquiryResult:
        """Take the contact round from its letters to its close."""
        del start
        return await self.conduct()
