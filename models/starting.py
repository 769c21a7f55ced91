"""What a start must say, and what must be true before a cycle may begin."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field
from sqlmodel import Session

from models.directory import (
    NoSecretariatContact,
    RegionFacts,
    UnknownRegion,
    party_bodies,
    region_by_code,
    secretariat_of,
    without_contact,
)
from models.faults import BadInput, Fault, read_model
from models.judging import CHECK_THE_YEAR, FARTHEST
from models.kinds import UnknownKind, kind_by_code
from models.requests.fields import Line, Reason
from workflows.rules.danish import danish_date
from workflows.rules.kinds import AgreementKind
from workflows.rules.phases import Phase

OLDEST_OPENING: Final = timedelta(days=366)
FARTHEST_PERIOD: Final = timedelta(days=30 * 366)


class NewCycle(BaseModel):
    """What a secretariat says when it starts a cycle; dates are local.

    `region` is its code or name. `approval_opened_on` tells that the round was begun elsewhere on that day;
    `out_of_basis_reason` why a cycle starts although its kind has lost its legal basis.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    kind: str
    region: str
    title: Annotated[Line, Field(min_length=1)]
    period_start: date
    period_end: date
    approval_deadline: date | None = None
    approval_opened_on: date | None = None
    start_phase: Phase | None = None
    out_of_basis_reason: Reason = ""
    is_example: bool = False


@dataclass(frozen=True, slots=True)
class StartBasis:
    """What a start stands on: its kind as the office has it now, its region, its first phase."""

    kind: AgreementKind
    region: RegionFacts
    start_phase: Phase

    def check_against(self, session: Session, new: NewCycle, *, today: date) -> None:
        """Check all that must be true on the local date `today`.

        Raises:
            BadInput: with every fault.
        """
        if faults := (*_faults_of_dates(new, today), *self._faults(session, new, today)):
            raise BadInput(*faults)

    def _faults(self, session: Session, new: NewCycle, today: date) -> Iterator[Fault]:
        yield from self._faults_of_phase()
        if self._has_lost_its_basis(new, today) and not new.out_of_basis_reason:
            yield Fault("out_of_basis_reason", _no_basis(self.kind))
        yield from self._faults_of_contacts(session, today)

    def _faults_of_phase(self) -> Iterator[Fault]:
        phases = self.kind.phases
        if self.start_phase not in phases:
            choice = ", ".join(phases)
            yield Fault(
                "start_phase", f"Fasen »{self.start_phase}« findes ikke i denne art; vælg en af: {choice}."
            )
        elif Phase.APPROVAL in phases[: phases.index(self.start_phase)]:
            yield Fault("start_phase", f"Et forløb begynder senest i {Phase.APPROVAL}; vælg en anden fase.")

    def _has_lost_its_basis(self, new: NewCycle, today: date) -> bool:
        until = self.kind.legal_until
        return until is not None and max(new.period_start, today) > until

    def _faults_of_contacts(self, session: Session, today: date) -> Iterator[Fault]:
        parties = party_bodies(
            session, region_code=self.region.code, selector=self.kind.stages[-1].parties, on=today
        )
        if not parties:
            yield Fault("region", f"{self.region.name} har ingen råd, der kan spørges.")
        if unreachable := without_contact(session, parties):
            names = ", ".join(party.name for party in unreachable)
            yield Fault("region", f"Der mangler en kontakt i kataloget for: {names}.")
        try:
            secretariat_of(session, self.region.code)
        except NoSecretariatContact:
            yield Fault("region", f"Der mangler en kontakt for sekretariatet i {self.region.name}.")


def read_new_cycle(values: Mapping[str, object]) -> NewCycle:
    """Return what was said of a new cycle.

    Raises:
        BadInput: with every fault, as Danish sentences.
    """
    return read_model(NewCycle, values, fallbacks={})


def checked(session: Session, new: NewCycle) -> StartBasis:
    """Return what the start stands on.

    Raises:
        BadInput: the kind or the region is unknown.
    """
    try:
        kind = kind_by_code(session, new.kind)
    except UnknownKind:
        raise BadInput(Fault("kind", f"Arten »{new.kind}« kendes ikke.")) from None
    try:
        region = region_by_code(session, new.region)
    except UnknownRegion:
        raise BadInput(Fault("region", f"Regionen »{new.region}« kendes ikke.")) from None
    return StartBasis(kind, region, new.start_phase or kind.phases[0])


def _faults_of_dates(new: NewCycle, today: date) -> Iterator[Fault]:
    yield from _faults_of_period(new, today)
    if new.approval_deadline is not None and new.approval_deadline <= today:
        yield Fault("approval_deadline", "Fristen ligger ikke ude i fremtiden; vælg en senere dato.")
    if new.approval_deadline is not None and new.approval_deadline > today + FARTHEST:
        yield Fault("approval_deadline", f"Fristen ligger mere end ti år fremme. {CHECK_THE_YEAR}")
    if new.approval_opened_on is not None and new.approval_opened_on > today:
        yield Fault("approval_opened_on", "Runden kan ikke være begyndt i fremtiden.")
    if new.approval_opened_on is not None and new.approval_opened_on < today - OLDEST_OPENING:
        yield Fault("approval_opened_on", "Runden kan ikke være begyndt for mere end et år siden.")


def _faults_of_period(new: NewCycle, today: date) -> Iterator[Fault]:
    if new.period_end < new.period_start:
        yield Fault("period_end", "Periodens sidste dag ligger før den første.")
    for field, day in (("period_start", new.period_start), ("period_end", new.period_end)):
        if abs(day - today) > FARTHEST_PERIOD:
            yield Fault(field, f"Datoen ligger mere end tredive år fra i dag. {CHECK_THE_YEAR}")


def _no_basis(kind: AgreementKind) -> str:
    until = danish_date(kind.legal_until) if kind.legal_until else ""
    return f"{kind.title} har kun retsgrundlag til og med {until}. Skriv, hvorfor forløbet startes alligevel."
