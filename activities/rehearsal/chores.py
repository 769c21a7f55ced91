"""What the imagined secretariat does for every council or body there is."""

from typing import Final

from sqlmodel import col, select

from activities.rehearsal.script import Ask, Inbox, cycle_of
from models.tables import Body, BodyKind, Decision, Initiative, MinutesCheck
from request_types.cycles import CheckPayload
from request_types.follow_up import InitiativePayload
from workflows.rules.requests import RequestKind

OWNERS: Final = (BodyKind.CLUSTER_STEERING_GROUP, BodyKind.SSU)
"""Who is imagined to answer for an initiative: the steering groups of a region's clusters, else its SSU."""


def checks(inbox: Inbox) -> list[Ask]:
    """Compare every approval that was not compared yet with the council's minutes."""
    checked = select(MinutesCheck.decision_id)
    mine = select(Decision).where(Decision.cycle_id == inbox.cycle_id, col(Decision.id).not_in(checked))
    with inbox.database.read() as session:
        decisions = session.exec(mine.order_by(col(Decision.id))).all()
    return [
        Ask(RequestKind.CHECK, CheckPayload(decision=each.id), round=each.round)
        for each in decisions
        if each.id and each.outcome.is_approval
    ]


def initiatives(inbox: Inbox) -> list[Ask]:
    """Give each owner an initiative of its own, unless the agreement has some already."""
    with inbox.database.read() as session:
        has_some = session.exec(select(Initiative.id).where(Initiative.cycle_id == inbox.cycle_id)).first()
        region = cycle_of(session, inbox).region_code
        mine = select(Body).where(Body.region_code == region)
        found = (session.exec(mine.where(Body.kind == kind).order_by(Body.code)).all() for kind in OWNERS)
        owners = [] if has_some else next(filter(None, found), [])
    return [
        Ask(RequestKind.INITIATIVE, InitiativePayload(title=f"Indsats {number} (tænkt)", owner=owner.code))
        for number, owner in enumerate(owners, start=1)
    ]
