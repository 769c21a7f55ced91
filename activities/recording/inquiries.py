"""Opening inquiries: who is asked, by when, and the letters that ask."""

from datetime import datetime

from sqlmodel import Session

from workflows.contracts.inquiries import InquiryRef, OpenedInquiry


def open_inquiry(session: Session, ref: InquiryRef, *, at: datetime) -> OpenedInquiry:
    """Open an inquiry with its frozen addressees; one that is open already is returned as it is."""
    raise NotImplementedError
