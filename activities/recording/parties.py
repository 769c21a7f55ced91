"""The parties of a round: frozen when it is opened, invited when it is their turn."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlmodel import Session, col, select

from models.directory import PartyBody, mailboxes_of, party_bodies
from models.store.insert_or_ignore import insert_all_or_ignore
from models.tables import Cycle, Invitation, Round, RoundParty
from workflows.rules.calendar.dates import last_on
from workflows.rules.kinds import AgreementKind


def freeze_parties(session: Session, cycle: Cycle, kind: AgreementKind, round_: Round, *, on: date) -> list[str]:
    """Write down the parties of all stages as of the local date `on`; return their codes."""
    codes = []
    for position, (stage, party) in enumerate(_of_all_stages(session, cycle, kind, on)):
        session.add(_row(round_, party, position=position, stage=stage))
        codes.append(party.code)
    session.flush()
    return codes


def invite(session: Session, round_: Round) -> list[str]:
    """Invite the parties of the round's present stage; return their codes."""
    mine = select(RoundParty).where(
        RoundParty.cycle_id == round_.cycle_id,
        RoundParty.round == round_.number,
        RoundParty.stage == round_.stage,
    )
    parties = session.exec(mine.order_by(col(RoundParty.position))).all()
    mailboxes = mailboxes_of(session, (party.body_code for party in parties))
    reached = [(party.code, mailboxes[party.body_code]) for party in parties if party.body_code in mailboxes]
    insert_all_or_ignore(session, [_invitation(round_, code, mailbox) for code, mailbox in reached])
    return [party.code for party in parties]


def deadline_of(cycle: Cycle, kind: AgreementKind, round_number: int, stage: int, today: date) -> date:
    """Return the deadline of a stage: the one that was asked for, unless it leaves too little time.

    It is meant for the last stage; those before it have their own days, and never longer than that.
    """
    days = kind.stages[stage].days
    own = today + timedelta(days=days)
    fixed = last_on(kind.approval_deadline_on, before=cycle.period_start) if kind.approval_deadline_on else None
    is_first = round_number == 1 and stage == 0 and cycle.approval_deadline is not None
    asked = cycle.approval_deadline or fixed
    if asked is None or asked < today + timedelta(days=1 if is_first else days // 2):
        return own
    return asked if stage == len(kind.stages) - 1 else min(asked, own)


def _of_all_stages(
    session: Session, cycle: Cycle, kind: AgreementKind, on: date
) -> Iterator[tuple[int, PartyBody]]:
    seen: set[str] = set()
    for number, stage in enumerate(kind.stages):
        for party in party_bodies(
            session,
            region_code=cycle.region_code,
            selector=stage.parties,
            on=on,
            chosen=cycle.chosen_parties,
        ):
            if party.code not in seen:
                seen.add(party.code)
                yield number, party


def _row(round_: Round, party: PartyBody, *, position: int, stage: int) -> RoundParty:
    return RoundParty(
        cycle_id=round_.cycle_id,
        round=round_.number,
        code=party.code,
        body_code=party.body_code,
        name=party.name,
        title=party.title,
        position=position,
        stage=stage,
        clusters=list(party.clusters),
    )


def _invitation(round_: Round, party: str, mailbox: str) -> Invitation:
    return Invitation(cycle_id=round_.cycle_id, round=round_.number, party=party, mailbox=mailbox)
