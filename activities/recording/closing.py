"""Closing inquiries: who stayed silent, and whom the result is told."""

from datetime import datetime

from sqlmodel import Session

from workflows.contracts.inquiries import ClosedInquiry, InquiryRef


def close_inquiry(session: Session, ref: InquiryRef, *, at: datetime) -> ClosedInquiry:
    """Close an inquiry; one that is closed stays so."""
    raise NotImplementedError
