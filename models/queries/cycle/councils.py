"""The councils of a round: where each stands, what it decided, and whether its letters arrive."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlmodel import Session, col, select

from models.agreements.cases import standings_of_round
from models.agreements.planning import Plan, plans_of_round
from models.queries.cycle.decisions import DecisionLine, decisions_of_round
from models.tables import Letter, Round, RoundParty
from workflows.rules.council.standing import Standing
from workflows.rules.letters import LetterKind, LetterState, Recipient

NOT_YET_ASKED: Final = "endnu ikke spurgt"


@dataclass(frozen=True, slots=True)
class CouncilLine:
    """A council of a round; dates are local, instants UTC.

    `decision` is the one that its standing rests on. `is_late` and `is_undelivered` are marks for the office.
    `next_reminder_on` is when the machine writes to it next; before `quiet_until` the office wants it left alone.
    `stage` is the step of the round in which it is asked, counted from 0; `is_asked` tells that it has begun.
    """

    code: str
    name: str
    title: str
    clusters: tuple[str, ...]
    standing: Standing
    decision: DecisionLine | None
    link_sent_at: datetime | None
    contact_confirmed_at: datetime | None
    is_late: bool
    is_undelivered: bool
    next_reminder_on: date | None
    quiet_until: date | None
    stage: int
    is_asked: bool

    @property
    def state(self) -> str:
        """The word for where the council stands."""
        return self.standing.position.danish if self.is_asked else NOT_YET_ASKED

    @property
    def meeting(self) -> date | None:
        """The meeting that is waited for."""
        return self.standing.meeting


@dataclass(frozen=True, slots=True)
class _Mail:
    link_sent_at: datetime | None = None
    is_undelivered: bool = False


def council_lines(session: Session, *, round_: Round, today: date) -> tuple[CouncilLine, ...]:
    """Return the councils of a round in Danish order, as seen on the local date `today`."""
    rows = session.exec(
        select(RoundParty)
        .where(RoundParty.cycle_id == round_.cycle_id, RoundParty.round == round_.number)
        .order_by(col(RoundParty.position))
    ).all()
    stand = standings_of_round(session, cycle_id=round_.cycle_id, round_number=round_.number)
    decisions = {each.id: each for each in decisions_of_round(session, round_.cycle_id, round_.number)}
    plans = plans_of_round(session, cycle_id=round_.cycle_id, round_number=round_.number, today=today)
    mail = _mail(session, round_)
    return tuple(
        CouncilLine(
            **_as_frozen(row),
            standing=stand[row.code],
            decision=decisions.get(stand[row.code].decision or 0),
            link_sent_at=mail[row.code].link_sent_at,
            is_late=row.stage == round_.stage
            and stand[row.code].is_awaited
            and today >= plans[row.code].late_from,
            is_undelivered=mail[row.code].is_undelivered,
            next_reminder_on=_next_reminder(plans[row.code], stand[row.code], today),
            quiet_until=plans[row.code].waiting.quiet_until,
            is_asked=row.stage <= round_.stage,
        )
        for row in rows
    )


def _as_frozen(row: RoundParty) -> dict[str, Any]:
    return {
        "code": row.code,
        "name": row.name,
        "title": row.title,
        "clusters": tuple(row.clusters),
        "contact_confirmed_at": row.contact_confirmed_at,
        "stage": row.stage,
    }


def _next_reminder(plan: Plan, stands: Standing, today: date) -> date | None:
    if not stands.may_be_reminded:
        return None
    to_council = (each for each in plan.reminders if each.kind is not LetterKind.OVERDUE_TO_STAFF)
    return next((each.sent_on for each in to_council if each.sent_on >= today), None)


def _mail(session: Session, round_: Round) -> dict[str, _Mail]:
    letters = session.exec(
        select(Letter)
        .where(Letter.cycle_id == round_.cycle_id, Letter.round == round_.number)
        .where(Letter.recipient == Recipient.CONTACT, col(Letter.ended_at).is_not(None))
        .order_by(col(Letter.ended_at))
    )
    mail: dict[str, _Mail] = defaultdict(_Mail)
    for letter in letters:
        mail[letter.party] = _after(mail[letter.party], letter)
    return mail


def _after(mail: _Mail, letter: Letter) -> _Mail:
    match letter.state:
        case LetterState.UNDELIVERABLE:
            return _Mail(mail.link_sent_at, is_undelivered=True)
        case LetterState.SENT:
            is_first_link = letter.kind is LetterKind.REQUEST
            return _Mail(letter.ended_at if is_first_link else mail.link_sent_at, is_undelivered=False)
    return mail
