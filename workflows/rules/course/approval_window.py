"""Between SSU's adoption and the first day of the period: by when all councils must have approved.

The steps after the approvals are those of the kind: the drafting body confirms, the authority answers.
"""

from datetime import date, timedelta
from typing import Final

from workflows.rules.course.phases import Phase
from workflows.rules.kinds import AgreementKind

CONFIRMATION: Final = timedelta(days=14)
"""Between the last approval and the confirmation: the decisions are checked against the minutes, and SSU meets."""
PREPARATION: Final = timedelta(days=14)
"""Between the adoption and the first agenda: town halls close for finished cases two to three weeks before."""


def approval_deadline(kind: AgreementKind, *, in_force_on: date) -> date:
    """Return the local date by which all must have approved, so that the agreement is in force on `in_force_on`.

    The kind's own day where it has one; else the day is counted back from `in_force_on`.
    """
    if kind.approval_deadline_on is not None:
        month, day = kind.approval_deadline_on
        return date(in_force_on.year - 1, month, day)
    later = kind.phases[kind.phases.index(Phase.APPROVAL) :] if Phase.APPROVAL in kind.phases else ()
    needed = CONFIRMATION if Phase.CONFIRMATION in later else timedelta()
    if Phase.SUBMISSION in later and kind.authority is not None:
        needed += timedelta(days=kind.authority.answer_days)
    return in_force_on - needed


def planned_dispatch(kind: AgreementKind, *, deadline: date) -> date:
    """Return when the councils are asked at the latest by the terms of the kind's last stage."""
    return deadline - timedelta(days=kind.stages[-1].days)
