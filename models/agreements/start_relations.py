"""Who must be there before a cycle may begin: its parties, their contacts, the agreement before it."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from sqlmodel import Session

from models.agreements.cycle_log import successor_id
from models.agreements.starting import NewCycle, StartBasis
from models.directory import (
    NoSecretariatContact,
    PartyBody,
    party_bodies,
    secretariat_of,
    successor_of,
    without_contact,
)
from models.tables import Cycle
from request_types.faults import Fault
from workflows.rules.course.phases import Phase
from workflows.rules.kinds import AgreementKind, PartySelector

FEWEST_CHOSEN: Final = 2


def faults_of_parties(basis: StartBasis) -> Iterator[Fault]:
    """Yield what is wrong with the choice of parties: too few, or a choice where there is none."""
    is_chosen = chooses_parties(basis.kind)
    if is_chosen and len(basis.parties) < FEWEST_CHOSEN:
        yield Fault("parties", f"Vælg mindst {FEWEST_CHOSEN} parter.")
    if basis.parties and not is_chosen:
        yield Fault("parties", f"Parterne i arten »{basis.kind.title}« ligger fast og kan ikke vælges.")


def chooses_parties(kind: AgreementKind) -> bool:
    """Tell whether a start must say who the parties are."""
    heard = kind.hearing.parties if kind.hearing is not None else ()
    return PartySelector.CHOSEN in (*(stage.parties for stage in kind.stages), *heard)


def faults_of_predecessor(session: Session, new: NewCycle, basis: StartBasis) -> Iterator[Fault]:
    """Yield why the agreement before cannot be that of the start."""
    if not new.predecessor:
        return
    before = session.get(Cycle, new.predecessor)
    if before is None:
        yield Fault("predecessor", f"Den forrige aftale »{new.predecessor}« findes ikke.")
    elif before.kind_code != basis.kind.code:
        yield Fault("predecessor", "Den forrige aftale er af en anden art.")
    elif basis.region.code not in _regions_of(session, before, new.period_start):
        yield Fault("predecessor", "Den forrige aftale gælder en anden region.")
    elif other := successor_id(session, new.predecessor):
        yield Fault("predecessor", f"Den forrige aftale har allerede en efterfølger: {other}.")


def faults_of_contacts(session: Session, basis: StartBasis, *, today: date) -> Iterator[Fault]:
    """Yield who cannot be written to on the local date `today`.

    All who must approve are needed. Whoever is only heard is not: the desk names them when the hearing opens.
    """
    parties: list[PartyBody] = []
    stages = basis.kind.stages if Phase.APPROVAL in basis.kind.phases else ()
    for number, stage in enumerate(stages, start=1):
        asked = party_bodies(
            session, region_code=basis.region.code, selector=stage.parties, on=today, chosen=basis.parties
        )
        parties.extend(asked)
        if not asked and stage.parties is not PartySelector.CHOSEN:
            yield Fault("region", f"{basis.region.name} har ingen, der kan spørges i {number}. led.")
    if unreachable := without_contact(session, parties):
        names = ", ".join(party.name for party in unreachable)
        yield Fault("region", f"Der mangler en kontakt i kataloget for: {names}.")
    try:
        secretariat_of(session, basis.region.code)
    except NoSecretariatContact:
        yield Fault("region", f"Der mangler en kontakt for sekretariatet i {basis.region.name}.")


def _regions_of(session: Session, before: Cycle, on: date) -> set[str]:
    return {before.region_code, successor_of(session, before.region_code, on=on)}
