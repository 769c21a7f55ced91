"""Recording changes of a council's link and mailbox, and letters that an officer sends from the desk."""

from sqlmodel import col, select

from activities.recording.desk import finish
from activities.recording.matter import Matter, Refused
from activities.recording.ordering import put_down
from models.register.chain import Fact
from models.requests import ContactPayload, LetterPayload, NewLinkPayload, TaskDonePayload
from models.tables import DeskTask, Invitation, Round, RoundState
from workflows.contracts.letters import LetterOrder
from workflows.contracts.requests import Recorded
from workflows.rules.letters import LetterKind


def record_contact(matter: Matter) -> Recorded:
    """Give the council's right to answer to another mailbox; the old link dies."""
    contact = matter.payload(ContactPayload)
    round_ = _live_round(matter)
    move_link(matter, round_, contact.mailbox)
    matter.enter({"round": round_.number}, {"mailbox": str(contact.mailbox), "reason": contact.reason})
    return _done(matter)


def move_link(matter: Matter, round_: Round, mailbox: str) -> None:
    """Give the right of the request's council to answer in the round to a mailbox alone, and send it the link."""
    known = _invitations(matter, round_)
    for invitation in known:
        invitation.revoked_at = invitation.revoked_at or matter.at
        matter.session.add(invitation)
    matter.session.add(_invitation_to(matter, round_, mailbox, known))
    party, number = matter.request.party, matter.number
    order = LetterOrder(LetterKind.NEW_LINK, matter.cycle.id, round=round_.number, party=party, request=number)
    matter.letters.append(order)
    put_down(matter.session, order, at=matter.at)


def record_new_link(matter: Matter) -> Recorded:
    """Let the council's link die and send another one to the same mailbox."""
    reason = matter.payload(NewLinkPayload).reason
    round_ = _live_round(matter)
    live = [invitation for invitation in _invitations(matter, round_) if invitation.revoked_at is None]
    if not live:
        raise Refused("Rådet har ingen kontakt at sende et link til.")
    for invitation in live:
        invitation.generation += 1
        matter.session.add(invitation)
    matter.enter({"round": round_.number}, {"reason": reason})
    matter.order(LetterKind.NEW_LINK)
    return _done(matter)


def record_letter(matter: Matter) -> Recorded:
    """Send the letter that an officer wrote to a council (law 4)."""
    letter = matter.payload(LetterPayload)
    if letter.kind not in {LetterKind.CLARIFICATION, LetterKind.ESCALATION}:
        raise Refused("Den slags brev sendes ikke fra skrivebordet.")
    party = matter.party
    if letter.task is not None:
        _finish(matter, letter.task)
    facts: dict[str, Fact] = {"round": party.round, "letter": letter.kind.value}
    matter.enter(facts, {"subject": letter.subject, "body": letter.body})
    matter.order(letter.kind)
    return _done(matter)


def record_task_done(matter: Matter) -> Recorded:
    """Take a task off the desk that was dealt with outside the system."""
    done = matter.payload(TaskDonePayload)
    task = _finish(matter, done.task)
    matter.enter({"task": task.kind.name.lower(), "decision": task.decision_id}, {"note": done.note})
    return _done(matter)


def _finish(matter: Matter, number: int) -> DeskTask:
    task = matter.session.get(DeskTask, number)
    if task is None or task.cycle_id != matter.cycle.id or task.done_at is not None:
        raise Refused("Opgaven ligger ikke længere på bordet.")
    finish(matter, task)
    return task


def _invitations(matter: Matter, round_: Round) -> list[Invitation]:
    mine = select(Invitation).where(
        Invitation.cycle_id == matter.cycle.id,
        Invitation.round == round_.number,
        Invitation.party == matter.request.party,
    )
    return list(matter.session.exec(mine.order_by(col(Invitation.id))))


def _invitation_to(matter: Matter, round_: Round, mailbox: str, known: list[Invitation]) -> Invitation:
    for invitation in known:
        if invitation.mailbox == mailbox:
            invitation.revoked_at = None
            invitation.generation += 1
            return invitation
    return Invitation(
        cycle_id=matter.cycle.id,
        round=round_.number,
        party=matter.request.party,
        mailbox=mailbox,
    )


def _live_round(matter: Matter) -> Round:
    round_ = matter.round
    if round_ is None or round_.state is RoundState.FALLEN:
        raise Refused("Runden er lukket.")
    _ = matter.party  # refuses a council that is not asked
    return round_


def _done(matter: Matter) -> Recorded:
    return Recorded(matter.number, matter.request.kind, accepted=True, party=matter.request.party)
