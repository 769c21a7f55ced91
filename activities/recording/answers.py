"""Recording what a council answered."""

from activities.recording.decisions import count_decision, decision_of, write_down
from activities.recording.desk import lay_on_desk
from activities.recording.matter import Matter, Refused
from models.directory import contact_of
from models.tables import Document, Round, RoundParty, RoundState, TaskKind
from request_types import AnswerPayload
from workflows.contracts.requests import Recorded
from workflows.rules.letters import LetterKind, Recipient


def record_answer(matter: Matter) -> Recorded:
    """Record a council's answer: in the round as a fact, after the round as filed late."""
    answer = matter.payload(AnswerPayload)
    round_ = _round(matter)
    party = matter.party
    if party.stage > round_.stage:
        raise Refused("Det er endnu ikke jeres tur: I bliver spurgt, når de foregående trin er afgjort.")
    _refuse_what_does_not_fit(matter, answer)
    is_late = round_.state in {RoundState.SETTLED, RoundState.APPROVED}
    decision = write_down(matter, answer, round_, is_late=is_late)
    if is_late:
        lay_on_desk(matter, TaskKind.LATE_ANSWER, decision)
    else:
        count_decision(matter, decision)
    _send_receipts(matter, party)
    return Recorded(
        matter.number,
        matter.request.kind,
        accepted=True,
        party=party.code,
        standing=matter.standing,
        is_late=is_late,
    )


def _round(matter: Matter) -> Round:
    if matter.round is None or matter.round.state is RoundState.FALLEN:
        raise Refused("Runden er lukket, så der kan ikke længere svares i den.")
    return matter.round


def _refuse_what_does_not_fit(matter: Matter, answer: AnswerPayload) -> None:
    if answer.meeting_date > matter.today:
        raise Refused("Mødedatoen ligger i fremtiden. Meld beslutningen, når mødet er holdt.")
    if answer.minutes_sha256 and not matter.session.get(Document, answer.minutes_sha256):
        raise Refused("Det vedlagte referat findes ikke. Læg det op igen.")
    stands = matter.standing
    if answer.corrects is None:
        if stands.has_final_answer:
            raise Refused(_second_final_answer(matter, stands.decision))
    elif answer.corrects != stands.decision:
        raise Refused("Den afgørelse, der skulle rettes, gælder ikke længere.")


def _second_final_answer(matter: Matter, standing_decision: int | None) -> str:
    assert standing_decision is not None
    entry = decision_of(matter, standing_decision).entry
    return (
        f"Rådets endelige beslutning er allerede registreret som nr. {entry}. "
        "Er den forkert, så vælg »Ret indberetningen« på kvitteringen."
    )


def _send_receipts(matter: Matter, party: RoundParty) -> None:
    matter.order(LetterKind.RECEIPT)
    contact = contact_of(matter.session, party.body_code)
    if contact and contact.main_mailbox not in {"", contact.mailbox}:
        matter.order(LetterKind.RECEIPT, Recipient.MAIN_MAILBOX)
