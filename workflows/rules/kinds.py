"""An agreement kind: which phases, parties, quorum and patience an agreement has."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from workflows.rules.authority import AuthorityRole
from workflows.rules.calendar.working_days import CHRISTMAS, JULY, QuietPeriod
from workflows.rules.council.quorum import Quorum
from workflows.rules.council.reminders import ReminderPolicy
from workflows.rules.course.phases import Phase


class PartySelector(StrEnum):
    """Which bodies of a region are asked."""

    REGION_AND_MUNICIPALITIES = "region_and_municipalities"
    MUNICIPALITIES = "municipalities"
    REGION = "region"
    CHOSEN = "chosen"
    KKR = "kkr"
    COMMITTEE = "committee"
    SSU = "ssu"
    CLUSTERS = "clusters"
    PATIENTS = "patients"
    PRACTITIONERS = "practitioners"

    @property
    def danish(self) -> str:
        """Who is asked, as it stands amid a sentence."""
        return _DANISH[self]


_DANISH: Final[Mapping[PartySelector, str]] = {
    PartySelector.REGION_AND_MUNICIPALITIES: "alle kommunalbestyrelser og Regionsrådet",
    PartySelector.MUNICIPALITIES: "alle kommunalbestyrelser",
    PartySelector.REGION: "Regionsrådet",
    PartySelector.CHOSEN: "de råd, som I vælger",
    PartySelector.KKR: "KKR",
    PartySelector.COMMITTEE: "samarbejdsudvalget",
    PartySelector.SSU: "sundhedssamarbejdsudvalget",
    PartySelector.CLUSTERS: "klyngerne",
    PartySelector.PATIENTS: "patientinddragelsesudvalget",
    PartySelector.PRACTITIONERS: "praksisområdets parter",
}


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of an approval round: its parties are asked in parallel when the steps before it are settled.

    `days` is the default length in calendar days.
    """

    parties: PartySelector = PartySelector.REGION_AND_MUNICIPALITIES
    quorum: Quorum = Quorum.ALL
    days: int = 56


@dataclass(frozen=True, slots=True)
class Milestone:
    """A date of the drafting that the secretariat is reminded of.

    It lies `months_before` the first day of the period, or on the last `fixed_on` (month, day) before that day.
    """

    title: str
    months_before: int | None = None
    fixed_on: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class HearingTerms:
    """Who is heard, and for how many calendar days."""

    parties: tuple[PartySelector, ...]
    days: int = 70


@dataclass(frozen=True, slots=True)
class ContactRoundTerms:
    """How many calendar days before the adoption contacts are confirmed, and how many they have to answer."""

    days_before: int = 21
    answer_days: int = 14


@dataclass(frozen=True, slots=True)
class AuthorityTerms:
    """The authority that the agreement is sent to, and how many calendar days it has to answer."""

    name: str
    role: AuthorityRole = AuthorityRole.APPROVES
    answer_days: int = 56
    acknowledge_days: int = 14


@dataclass(frozen=True, slots=True)
class FollowUpTerms:
    """The rhythm of the follow-up.

    Owners of initiatives are asked every `status_every_months`, each time for `answer_days` and once more for
    `grace_days` (calendar days). Every `committee_every`-th status is summed up for the body that drafted the
    agreement, every `councils_every`-th for the councils (0: never). The secretariat is reminded of the
    successor `successor_months` before the end.
    """

    status_every_months: int = 3
    answer_days: int = 21
    grace_days: int = 7
    committee_every: int = 2
    councils_every: int = 4
    has_midway: bool = True
    successor_months: int = 18


@dataclass(frozen=True, slots=True)
class AgreementKind:
    """A kind as it is frozen in a cycle's input; later edits by the office do not touch running cycles.

    `drafted_by` is what Danes call the body that drafts, adopts and confirms the text; `parts` names the
    documents that are approved together, where there are several; `approval_deadline_on` (month, day) is the
    fixed day of the year before the period by which all have approved, where there is one; `legal_until` the
    last day on which the kind had its legal basis, None where no end is known. `saturday_counts` makes Saturdays
    working days; `is_always_open` makes every day and hour one, for trials.
    """

    code: str
    title: str
    legal_basis: str
    phases: tuple[Phase, ...]
    stages: tuple[Stage, ...] = (Stage(),)
    drafted_by: str = "SSU"
    parts: tuple[str, ...] = ()
    term_years: int = 4
    approval_deadline_on: tuple[int, int] | None = None
    legal_until: date | None = None
    milestones: tuple[Milestone, ...] = ()
    hearing: HearingTerms | None = None
    contact_round: ContactRoundTerms = field(default_factory=ContactRoundTerms)
    authority: AuthorityTerms | None = None
    follow_up: FollowUpTerms = field(default_factory=FollowUpTerms)
    reminders: ReminderPolicy = field(default_factory=ReminderPolicy)
    quiet: tuple[QuietPeriod, ...] = (JULY, CHRISTMAS)
    saturday_counts: bool = False
    is_always_open: bool = False
