"""What must be true before a cycle may begin."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from sqlmodel import Session

from models.agreements.start_relations import faults_of_contacts, faults_of_parties, faults_of_predecessor
from models.agreements.starting import NewCycle, StartBasis
from models.meetings.checking import faults_of_meetings
from request_types.dates import CHECK_THE_YEAR, FARTHEST, faults_of_far_dates
from request_types.faults import BadInput, Fault
from workflows.rules.calendar.danish import danish_date
from workflows.rules.course.phases import Phase
from workflows.rules.kinds import AgreementKind

OLDEST_OPENING: Final = timedelta(days=366)


def check_start(session: Session, new: NewCycle, basis: StartBasis, *, today: date) -> None:
    """Check all that must be true on the local date `today`.

    Raises:
        BadInput: with every fault.
    """
    faults = (
        *_faults_of_period(new, basis, today),
        *_faults_of_dates(new, today),
        *_faults_of_adoption(new, today),
        *_faults_of_phase(basis),
        *_faults_of_basis(new, basis.kind, today),
        *faults_of_parties(basis),
        *faults_of_predecessor(session, new, basis),
        *faults_of_contacts(session, basis, today=today),
    )
    # whoever has no deadline that can be met has no calendar either
    meetings = () if faults else _faults_of_meetings(session, new, basis, today)
    if faults or meetings:
        raise BadInput(*faults, *meetings)


def _faults_of_meetings(session: Session, new: NewCycle, basis: StartBasis, today: date) -> tuple[Fault, ...]:
    return tuple(
        faults_of_meetings(session, new, kind=basis.kind, region=basis.region, today=today, chosen=basis.parties)
    )


def _faults_of_period(new: NewCycle, basis: StartBasis, today: date) -> Iterator[Fault]:
    if basis.period_end < new.period_start:
        yield Fault("period_end", "Periodens sidste dag ligger før den første.")
    elif basis.period_end < today:
        ended = danish_date(basis.period_end)
        yield Fault("period_end", f"Perioden sluttede {ended}; et forløb kan ikke begynde i fortiden.")
    days = {"period_start": new.period_start, "period_end": basis.period_end}
    yield from faults_of_far_dates(days, today=today)


def _faults_of_dates(new: NewCycle, today: date) -> Iterator[Fault]:
    if new.approval_deadline is not None and new.approval_deadline <= today:
        yield Fault("approval_deadline", "Fristen ligger ikke ude i fremtiden; vælg en senere dato.")
    if new.approval_deadline is not None and new.approval_deadline > today + FARTHEST:
        yield Fault("approval_deadline", f"Fristen ligger mere end ti år fremme. {CHECK_THE_YEAR}")
    if new.approval_opened_on is not None and new.approval_opened_on > today:
        yield Fault("approval_opened_on", "Runden kan ikke være begyndt i fremtiden.")
    if new.approval_opened_on is not None and new.approval_opened_on < today - OLDEST_OPENING:
        yield Fault("approval_opened_on", "Runden kan ikke være begyndt for mere end et år siden.")


def _faults_of_adoption(new: NewCycle, today: date) -> Iterator[Fault]:
    if new.adoption_on is None:
        return
    if new.adoption_on < today:
        yield Fault("adoption_on", "Dagen for vedtagelsen ligger i fortiden; vælg en senere dato.")
    if new.adoption_on > today + FARTHEST:
        yield Fault("adoption_on", f"Dagen for vedtagelsen ligger mere end ti år fremme. {CHECK_THE_YEAR}")
    if new.approval_deadline is not None and new.adoption_on >= new.approval_deadline:
        yield Fault("adoption_on", "Dagen for vedtagelsen ligger ikke før fristen for godkendelse.")


def _faults_of_phase(basis: StartBasis) -> Iterator[Fault]:
    phases = basis.kind.phases
    if basis.start_phase not in phases:
        choice = ", ".join(phase for phase in phases if phase is not Phase.CONFIRMATION)
        yield Fault("start_phase", f"Fasen »{basis.start_phase}« findes ikke i denne art; vælg en af: {choice}.")
    elif basis.start_phase is Phase.CONFIRMATION:
        yield Fault(
            "start_phase",
            f"Et forløb kan ikke begynde i {Phase.CONFIRMATION}, som forudsætter en runde; vælg en anden fase.",
        )


def _faults_of_basis(new: NewCycle, kind: AgreementKind, today: date) -> Iterator[Fault]:
    until = kind.legal_until
    if until is not None and max(new.period_start, today) > until and not new.out_of_basis_reason:
        yield Fault(
            "out_of_basis_reason",
            f"{kind.title} har kun retsgrundlag til og med {danish_date(until)}. "
            "Skriv, hvorfor forløbet startes alligevel.",
        )
