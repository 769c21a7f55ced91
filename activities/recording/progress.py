"""Recording how a cycle goes on: its start, a round that is closed, the confirmation."""

from sqlmodel import col, select

from activities.recording.inheriting import inherit
from activities.recording.matter import Matter, Refused
from activities.recording.round_state import checked, fell, verdict_of
from models.cycle_log import is_granted_in_phase
from models.tables import RoundParty
from request_types import CloseRoundPayload, ConfirmPayload
from workflows.contracts.requests import Recorded
from workflows.rules.letters import LetterKind
from workflows.rules.phases import Phase
from workflows.rules.quorum import Verdict
from workflows.rules.requests import RequestKind


def record_start(matter: Matter) -> Recorded:
    """Record that the cycle was started, with what its predecessor left open."""
    cycle = matter.cycle
    carried = inherit(matter.session, cycle, request=matter.number, at=matter.at)
    matter.enter(
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
    return matter.done()


def record_closing(matter: Matter) -> Recorded:
    """Close the round as fallen."""
    closing = matter.payload(CloseRoundPayload)
    round_ = matter.open_round
    fell(matter, round_, closing.reason)
    matter.enter(
        {"round": round_.number, "minutes_sha256": closing.minutes_sha256},
        {"reason": closing.reason},
    )
    return matter.done()


def record_confirmation(matter: Matter) -> Recorded:
    """Record the confirmation; every decision must count and have been compared with the minutes."""
    confirmation = matter.payload(ConfirmPayload)
    if matter.cycle.phase is not Phase.CONFIRMATION or matter.round is None:
        raise Refused("Aftalen er ikke nået til stadfæstelse.")
    if confirmation.confirmed_on > matter.today:
        raise Refused("Datoen for stadfæstelsen ligger i fremtiden.")
    _refuse_what_is_open(matter)
    matter.enter({"round": matter.round.number, "confirmed_on": confirmation.confirmed_on.isoformat()})
    for code in matter.standings():
        matter.order(LetterKind.CONFIRMED, party=code)
    return matter.done()


def _refuse_what_is_open(matter: Matter) -> None:
    assert matter.round is not None
    if is_granted_in_phase(matter.session, matter.cycle.id, RequestKind.CONFIRM):
        raise Refused("Aftalen er allerede stadfæstet.")
    standings = matter.standings()
    if verdict_of(matter.session, matter.round, standings, matter.kind) is not Verdict.SETTLED:
        disputed = [code for code, standing in standings.items() if not standing.counts]
        raise Refused(f"Ikke alle beslutninger tæller endnu: {_names(matter, disputed)}.")
    seen = checked(matter.session, standings.values())
    counts = {code: standing.decision for code, standing in standings.items() if standing.counts}
    if unchecked := [code for code, decision in counts.items() if decision not in seen]:
        raise Refused(f"Disse beslutninger er endnu ikke kontrolleret mod referatet: {_names(matter, unchecked)}.")


def _names(matter: Matter, codes: list[str]) -> str:
    assert matter.round is not None
    mine = select(RoundParty).where(
        RoundParty.cycle_id == matter.cycle.id,
        RoundParty.round == matter.round.number,
        col(RoundParty.code).in_(codes),
    )
    rows = matter.session.exec(mine.order_by(col(RoundParty.position)))
    return ", ".join(row.name for row in rows)
