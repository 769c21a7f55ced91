"""Inquiries: hearings, contact rounds and status rounds, each a child workflow of its cycle."""

from workflows.inquiries.contact_round import ContactRound
from workflows.inquiries.hearing import Hearing
from workflows.inquiries.open_inquiries import OpenInquiries
from workflows.inquiries.status_round import StatusRound

__all__ = ["ContactRound", "Hearing", "OpenInquiries", "StatusRound"]
