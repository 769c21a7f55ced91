"""All workflows that a worker runs."""

from typing import Final

from workflows.council.approval import CouncilApproval
from workflows.cycle.agreement_cycle import AgreementCycle
from workflows.digest import WeeklyDigest
from workflows.forgetting import Forgetting
from workflows.inquiries import ContactRound, Hearing, StatusRound
from workflows.letter import SingleLetter

WORKFLOWS: Final = (
    AgreementCycle,
    CouncilApproval,
    Hearing,
    ContactRound,
    StatusRound,
    SingleLetter,
    WeeklyDigest,
    Forgetting,
)
