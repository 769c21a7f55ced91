"""Recording what begins and ends a cycle or a round: start, closing, confirmation, cancellation."""

from sqlmodel import col, select

from activities.recording.desk import clear_desk
from activities.recording.matter import AT_THE_COUNCILS, Matter, Refused
from activities.recording.round_state import checked, fell
from models.requests import CancelPayload, CloseRoundPayload, ConfirmPayload
from models.tables import Request, RequestResult, RoundParty
from workflows.contracts.requests import Recorded
from workflows.rules.letters import LetterKind
from workflows.rules.phases import Phase
from workflows.rules.requests import RequestKind


def record_start(matter: Matter) -> Recorded:
    """Record that the cycle was started."""
    cycle = matter.cycle
    matter.enter(
        {
            "kind": cycle.kind_code,
            "region": cycle.region_code,
            "period_start": cycle.period_start.isoformat(),
            "period_end": cycle.period_end.isoformat(),
            "start_phase": cycle.start_phase.value,
        },
        {"title": cycle.title, "out_of_basis_reason": cycle.out_of_basis_reason},
    )
    return _done(matter)


def record_closing(matter: Matter) -> Recorded:
    """Close the round as fallen."""
    closing = matter.payload(CloseRoundPayload)
    round_ = matter.open_round
    fell(matter, round_, closing.reason)
    matter.enter(
        {"round": round_.number, "minutes_sha256": closing.minutes_sha256},
        {"reason": closing.reason},
    )
    return _done(matter)


def record_confirmation(matter: Matter) -> Recorded:
    """Record SSU's confirmation; every decision must count and have been compared with the minutes."""
    confirmation = matter.payload(ConfirmPayload)
    if matter.cycle.phase is not Phase.CONFIRMATION or matter.round is None:
        raise Refused("Aftalen er ikke nået til stadfæstelse.")
    if confirmation.confirmed_on > matter.today:
        raise Refused("Datoen for stadfæstelsen ligger i fremtiden.")
    _refuse_what_is_open(matter)
    matter.enter({"round": matter.round.number, "confirmed_on": confirmation.confirmed_on.isoformat()})
    for code in matter.standings():
        matter.order(LetterKind.CONFIRMED, party=code)
    return _done(matter)


def _refuse_what_is_open(matter: Matter) -> None:
    if _is_confirmed(matter):
        raise Refused("Aftalen er allerede stadfæstet.")
    standings = matter.standings()
    if disputed := [code for code, standing in standings.items() if not standing.counts]:
        raise Refused(f"Ikke alle beslutninger tæller endnu: {_names(matter, disputed)}.")
    seen = checked(matter.session, standings.values())
    if unchecked := [code for code, standing in standings.items() if standing.decision not in seen]:
        raise Refused(f"Disse beslutninger er endnu ikke kontrolleret mod referatet: {_names(matter, unchecked)}.")


def _is_confirmed(matter: Matter) -> bool:
    earlier = (
        select(Request.id)
        .join(RequestResult, col(RequestResult.request_id) == Request.id)
        .where(Request.cycle_id == matter.cycle.id, Request.kind == RequestKind.CONFIRM, RequestResult.is_recorded)
    )
    return matter.session.exec(earlier).first() is not None


def record_cancellation(matter: Matter) -> Recorded:
    """Give the cycle up."""
    cancellation = matter.payload(CancelPayload)
    if matter.round and matter.round.state in AT_THE_COUNCILS:
        fell(matter, matter.round, cancellation.reason)
    clear_desk(matter)
    matter.enter({}, {"reason": cancellation.reason})
    return _done(matter)


def _names(matter: Matter, codes: list[str]) -> str:
    assert matter.round is not None
    mine = select(RoundParty).where(
        RoundParty.cycle_id == matter.cycle.id,
        RoundParty.round == matter.round.number,
        col(RoundParty.code).in_(codes),
    )
    rows = matter.session.exec(mine.order_by(col(RoundParty.position)))
    return ", ".join(row.name for row in rows)


def _done(matter: Matter) -> Recorded:
    return Recorded(matter.number, matter.request.kind, accepted=True)
