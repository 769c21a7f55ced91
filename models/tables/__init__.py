"""The tables: for the store itself and for activities (see the contracts in `pyproject.toml`)."""

from models.tables.base import Table, UtcDateTime, metadata
from models.tables.cycles import Cycle, DeadlineMove, Invitation, Kind, Round, RoundParty, RoundState
from models.tables.decisions import Call, CaseFact, Decision, FactKind, MinutesCheck
from models.tables.desk import DeskTask, Letter, TaskKind
from models.tables.directory import Body, BodyKind, Contact, Meeting, Membership
from models.tables.follow_up import (
    AuthorityEvent,
    Evaluation,
    Initiative,
    InitiativeMilestone,
    StatusReport,
)
from models.tables.inbox import Request, RequestDelivery, RequestResult
from models.tables.inquiries import HearingAnswer, Inquiry, InquiryParty, Remark
from models.tables.register import RegisterEntry, SealedText
from models.tables.staff import (
    ApiToken,
    LinkKey,
    Role,
    SignInAttempt,
    SignInLink,
    SignInStep,
    Staff,
    StaffSession,
    TokenScope,
)
from models.tables.versions import Document, Version, VersionPart

__all__ = [
    "ApiToken",
    "AuthorityEvent",
    "Body",
    "BodyKind",
    "Call",
    "CaseFact",
    "Contact",
    "Cycle",
    "DeadlineMove",
    "Decision",
    "DeskTask",
    "Document",
    "Evaluation",
    "FactKind",
    "HearingAnswer",
    "Initiative",
    "InitiativeMilestone",
    "Inquiry",
    "InquiryParty",
    "Invitation",
    "Kind",
    "Letter",
    "LinkKey",
    "Meeting",
    "Membership",
    "MinutesCheck",
    "RegisterEntry",
    "Remark",
    "Request",
    "RequestDelivery",
    "RequestResult",
    "Role",
    "Round",
    "RoundParty",
    "RoundState",
    "SealedText",
    "SignInAttempt",
    "SignInLink",
    "SignInStep",
    "Staff",
    "StaffSession",
    "StatusReport",
    "Table",
    "TaskKind",
    "TokenScope",
    "UtcDateTime",
    "Version",
    "VersionPart",
    "metadata",
]
