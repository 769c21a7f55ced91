"""An agreement kind: which phases, parties, quorum and patience an agreement has."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from workflows.rules.phases import Phase
from workflows.rules.quorum import Quorum
from workflows.rules.reminders import ReminderPolicy
from workflows.rules.working_days import CHRISTMAS, JULY, QuietPeriod


class PartySelector(StrEnum):
    """Whose approval an agreement kind needs."""

    REGION_AND_MUNICIPALITIES = "region_and_municipalities"
    MUNICIPALITIES = "municipalities"
    REGION = "region"


@dataclass(frozen=True, slots=True)
class AgreementKind:
    """A kind as it is frozen in a cycle's input; later edits by the office do not touch running cycles.

    `approval_days` is the default length of an approval round in calendar days; `legal_until` the last day
    on which the kind had its legal basis, None where no end is known.
    """

    code: str
    title: str
    legal_basis: str
    phases: tuple[Phase, ...]
    parties: PartySelector = PartySelector.REGION_AND_MUNICIPALITIES
    quorum: Quorum = Quorum.ALL
    approval_days: int = 56
    term_years: int = 4
    legal_until: date | None = None
    reminders: ReminderPolicy = field(default_factory=ReminderPolicy)
    quiet: tuple[QuietPeriod, ...] = (JULY, CHRISTMAS)
