"""How a cycle goes on: its start, its deadline, a round that is closed, its end, its public page."""

from collections.abc import Iterable

from sqlmodel import col, select

from activities.handling.context import Refused, RequestContext
from activities.handling.registry import handles
from activities.recording.closing import open_inquiries, shut
from activities.recording.inheriting import inherit
from activities.recording.initiatives import open_initiatives
from activities.recording.round_state import AT_THE_COUNCILS, checked, verdict_of
from activities.requests.desk import clear_desk
from activities.requests.follow_up import owner_of
from activities.requests.rounds import fell
from models.agreements.cycle_log import is_granted_in_phase
from models.calendar import end_of
from models.tables import Body, DeadlineMove, Initiative, Round, RoundParty
from request_types.cycles import (
    CANCEL,
    CLOSE_ROUND,
    CONFIRM,
    DEADLINE,
    LAPSE,
    PUBLIC_STATUS,
    START,
    CancelPayload,
    CloseRoundPayload,
    ConfirmPayload,
    DeadlinePayload,
    LapsePayload,
    PublicStatusPayload,
    StartPayload,
)
from workflows.contracts.requests import Recorded
from workflows.rules.council.quorum import Verdict
from workflows.rules.course.phases import BEFORE_THE_COUNCILS, Phase
from workflows.rules.letters import LetterKind, Recipient
from workflows.rules.requests import RequestKind


@handles(START)
def handle_start(context: RequestContext, _: StartPayload) -> Recorded:
    """Record that the cycle was started, with what its predecessor left open."""
    cycle = context.cycle
    carried = inherit(context.session, cycle, request=context.number, at=context.at)
    context.enter(
        {
            "kind": cycle.kind_code,
            "region": cycle.region_code,
            "period_start": cycle.period_start.isoformat(),
            "period_end": cycle.period_end.isoformat(),
            "start_phase": cycle.start_phase.value,
            "predecessor": cycle.predecessor_id,
            "carried": carried,
        },
        {
            "title": cycle.title,
            "out_of_basis_reason": cycle.out_of_basis_reason,
            "unreachable_reason": cycle.unreachable_reason,
        },
    )
    return context.done()


@handles(CLOSE_ROUND)
def handle_closing(context: RequestContext, closing: CloseRoundPayload) -> Recorded:
    """Close the round as fallen."""
    round_ = context.open_round
    fell(context, round_, closing.reason)
    context.enter(
        {"round": round_.number, "minutes_sha256": closing.minutes_sha256},
        {"reason": closing.reason},
    )
    return context.done()


@handles(CONFIRM)
def handle_confirmation(context: RequestContext, confirmation: ConfirmPayload) -> Recorded:
    """Record the confirmation; every decision must count and have been compared with the minutes."""
    if context.cycle.phase is not Phase.CONFIRMATION or context.round is None:
        raise Refused("Aftalen er ikke nået til stadfæstelse.")
    _refuse_what_is_open(context)
    context.enter({"round": context.round.number, "confirmed_on": confirmation.confirmed_on.isoformat()})
    for code in context.standings():
        context.order(LetterKind.CONFIRMED, party=code)
    return context.done()


def _refuse_what_is_open(context: RequestContext) -> None:
    assert context.round is not None
    if is_granted_in_phase(context.session, context.cycle.id, RequestKind.CONFIRM):
        raise Refused("Aftalen er allerede stadfæstet.")
    standings = context.standings()
    if verdict_of(context.session, context.round, standings, context.kind) is not Verdict.SETTLED:
        disputed = [code for code, standing in standings.items() if not standing.counts]
        raise Refused(f"Ikke alle beslutninger tæller endnu: {_names(context, disputed)}.")
    seen = checked(context.session, standings.values())
    counts = {code: standing.decision for code, standing in standings.items() if standing.counts}
    if unchecked := [code for code, decision in counts.items() if decision not in seen]:
        raise Refused(
            f"Disse beslutninger er endnu ikke kontrolleret mod referatet: {_names(context, unchecked)}."
        )


def _names(context: RequestContext, codes: list[str]) -> str:
    assert context.round is not None
    mine = select(RoundParty).where(
        RoundParty.cycle_id == context.cycle.id,
        RoundParty.round == context.round.number,
        col(RoundParty.code).in_(codes),
    )
    rows = context.session.exec(mine.order_by(col(RoundParty.position)))
    return ", ".join(row.name for row in rows)


@handles(DEADLINE)
def handle_deadline(context: RequestContext, move: DeadlinePayload) -> Recorded:
    """Move the open round's deadline, or before a round the one that it will get."""
    context.refuse_faults(move.faults_on(context.today))
    if context.cycle.phase in BEFORE_THE_COUNCILS:
        context.cycle.approval_deadline = move.deadline
        context.session.add(context.cycle)
        context.enter({"new_deadline": move.deadline.isoformat()}, {"reason": move.reason})
        return context.done()
    round_ = context.open_round
    if move.deadline == round_.deadline:
        raise Refused("Fristen er den samme som før.")
    _move(context, round_, move)
    return Recorded(
        context.number,
        context.request.kind,
        accepted=True,
        deadline=move.deadline,
        late_at=end_of(move.deadline),
    )


def _move(context: RequestContext, round_: Round, move: DeadlinePayload) -> None:
    context.session.add(
        DeadlineMove(
            request_id=context.number,
            cycle_id=round_.cycle_id,
            round=round_.number,
            old_deadline=round_.deadline,
            new_deadline=move.deadline,
            reason=move.reason,
            moved_at=context.at,
        )
    )
    facts = {"old_deadline": round_.deadline.isoformat(), "new_deadline": move.deadline.isoformat()}
    context.enter({"round": round_.number, **facts}, {"reason": move.reason})
    round_.deadline = move.deadline
    context.session.add(round_)
    if round_.stage == len(context.kind.stages) - 1:  # an earlier stage's deadline is not the agreement's
        context.cycle.approval_deadline = move.deadline
        context.session.add(context.cycle)


@handles(CANCEL)
def handle_cancellation(context: RequestContext, cancellation: CancelPayload) -> Recorded:
    """Give the cycle up."""
    _stop_asking(context, cancellation.reason)
    context.enter({}, {"reason": cancellation.reason})
    return context.done()


@handles(LAPSE)
def handle_lapse(context: RequestContext, lapse: LapsePayload) -> Recorded:
    """Let the agreement lapse; its open initiatives go to the body that takes them over."""
    successor = owner_of(context, lapse.successor) if lapse.successor else None
    left = open_initiatives(context.session, context.cycle.id)
    if left and successor is None:
        raise Refused("Der er åbne indsatser. Skriv, hvilket organ der overtager dem.")
    _stop_asking(context, lapse.reason)
    if left and successor is not None:
        _hand_over(context, left, successor)
    numbers = ",".join(str(initiative.number) for initiative in left)
    context.enter(
        {"successor": successor.code if successor else None, "initiatives": numbers}, {"reason": lapse.reason}
    )
    return context.done()


def _hand_over(context: RequestContext, initiatives: Iterable[Initiative], successor: Body) -> None:
    """Give the initiatives to the body that takes them over, and tell it."""
    for initiative in initiatives:
        initiative.owner_code = successor.code
        context.session.add(initiative)
    context.order(LetterKind.HANDED_OVER, Recipient.BODY, party=successor.code)


def _stop_asking(context: RequestContext, reason: str) -> None:
    """Let an open round fall and close what is asked; letters on their way are handed to the cycle."""
    if context.round and context.round.state in AT_THE_COUNCILS:
        fell(context, context.round, reason)
    for inquiry in open_inquiries(context.session, context.cycle.id):
        context.letters.extend(shut(context.session, inquiry, at=context.at))
    clear_desk(context)


@handles(PUBLIC_STATUS)
def handle_public_status(context: RequestContext, wanted: PublicStatusPayload) -> Recorded:
    """Show the agreement's public page, or hide it."""
    is_public = wanted.is_public
    if context.cycle.is_public is is_public:
        raise Refused("Siden er allerede offentlig." if is_public else "Siden er ikke offentlig.")
    context.cycle.is_public = is_public
    context.session.add(context.cycle)
    context.enter({"is_public": is_public})
    return context.done()
