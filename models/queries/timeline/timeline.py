"""All that happened in a cycle, and its deadlines, in the order of time: for rehearsals and their readers."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from sqlmodel import Session, col, select

from models.agreements.cycle_log import phases_entered
from models.calendar import end_of, start_of
from models.store.collation import danish_sort_key
from models.tables import (
    Cycle,
    Decision,
    DeskTask,
    Inquiry,
    InquiryParty,
    Letter,
    RegisterEntry,
    RequestResult,
    Round,
    RoundParty,
)
from models.tables import Request as InboxRequest
from request_types import request_type
from workflows.rules.letters import LetterState, Recipient

STAFF: Final = "Sekretariatet"
A_MINUTE: Final = timedelta(minutes=1)


class EventKind(StrEnum):
    """What sort of thing happened; the value is the word that readers see."""

    PHASE = "fase"
    LETTER = "brev"
    DEADLINE = "frist"
    MEETING = "møde"
    INQUIRY = "spørgerunde"
    TASK = "opgave"
    REFUSAL = "afvist"


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """One thing that happened, at a UTC instant; `who` is whom it concerns.

    Of a letter `key` is the identity, `mailbox` where it went, `sort` the words for its kind and `is_sent` whether
    it arrived there. What `is_of_the_day` has no hour that means anything.
    """

    at: datetime
    what: EventKind
    who: str
    text: str
    key: str = ""
    mailbox: str = ""
    sort: str = ""
    is_sent: bool = False

    @property
    def is_of_the_day(self) -> bool:
        """Tell whether only the day is known: that of a meeting, or the last one of a deadline."""
        return self.what in {EventKind.DEADLINE, EventKind.MEETING}


def timeline(session: Session, cycle_id: str) -> tuple[TimelineLine, ...]:
    """Return what happened in a cycle, the earliest first; what is at one instant by sort and name."""
    parts = (_phases, _inquiries, _meetings, _letters, _tasks, _refusals, _deadlines)
    lines = [line for part in parts for line in sorted(part(session, cycle_id), key=_by_name)]
    return tuple(sorted(lines, key=lambda line: line.at))


def _by_name(line: TimelineLine) -> str:
    return danish_sort_key(line.who)


def _phases(session: Session, cycle_id: str) -> Iterator[TimelineLine]:
    for phase, at in phases_entered(session, session.get_one(Cycle, cycle_id)):
        yield TimelineLine(at, EventKind.PHASE, "", phase.value)


def _inquiries(session: Session, cycle_id: str) -> Iterator[TimelineLine]:
    for inquiry in session.exec(select(Inquiry).where(Inquiry.cycle_id == cycle_id)):
        yield TimelineLine(inquiry.opened_at, EventKind.INQUIRY, "", f"{inquiry.slug} åbnes")
        yield TimelineLine(last_minute_of(inquiry.deadline), EventKind.DEADLINE, "", f"{inquiry.slug}: sidste dag")
        if inquiry.closed_at:
            yield TimelineLine(inquiry.closed_at, EventKind.INQUIRY, "", f"{inquiry.slug} lukkes")


def _meetings(session: Session, cycle_id: str) -> Iterator[TimelineLine]:
    names = _names(session, cycle_id)
    decisions = select(Decision).where(Decision.cycle_id == cycle_id)
    for decision in session.exec(decisions.order_by(col(Decision.id))):
        who = names.get(decision.party, decision.party)
        yield TimelineLine(start_of(decision.meeting_date), EventKind.MEETING, who, decision.outcome.danish)


def _letters(session: Session, cycle_id: str) -> Iterator[TimelineLine]:
    names = _names(session, cycle_id)
    letters = select(Letter).where(Letter.cycle_id == cycle_id, col(Letter.ended_at).is_not(None))
    for letter in session.exec(letters.order_by(col(Letter.ended_at), col(Letter.key))):
        if letter.ended_at and letter.state is not LetterState.OVERTAKEN:
            yield _letter(letter, letter.ended_at, names)


def _letter(letter: Letter, at: datetime, names: Mapping[str, str]) -> TimelineLine:
    state = "" if letter.state is LetterState.SENT else f" ({letter.state})"
    return TimelineLine(
        at,
        EventKind.LETTER,
        STAFF if letter.recipient is Recipient.STAFF else names.get(letter.party, letter.party),
        f"{letter.subject or letter.kind.danish}{state}",
        letter.key,
        mailbox=letter.address,
        sort=letter.kind.danish.removesuffix(" (til sekretariatet)"),
        is_sent=letter.state is LetterState.SENT,
    )


def _tasks(session: Session, cycle_id: str) -> Iterator[TimelineLine]:
    names = _names(session, cycle_id)
    for task in session.exec(select(DeskTask).where(DeskTask.cycle_id == cycle_id).order_by(col(DeskTask.id))):
        yield TimelineLine(task.opened_at, EventKind.TASK, names.get(task.party, ""), task.kind.value)


def _refusals(session: Session, cycle_id: str) -> Iterator[TimelineLine]:
    names = _names(session, cycle_id)
    refused = (
        select(RequestResult, InboxRequest)
        .join(InboxRequest, col(InboxRequest.id) == RequestResult.request_id)
        .where(InboxRequest.cycle_id == cycle_id, col(RequestResult.is_recorded).is_(other=False))
    )
    for result, request in session.exec(refused.order_by(col(RequestResult.request_id))):
        text = f"{request_type(request.kind).label}: {result.reason}"
        yield TimelineLine(result.decided_at, EventKind.REFUSAL, names.get(request.party, STAFF), text)


def _deadlines(session: Session, cycle_id: str) -> Iterator[TimelineLine]:
    """Yield the last day of every step of every round; in a round of one step there is no word of steps."""
    last_days = {
        (opened["round"], opened["stage"]): date.fromisoformat(opened["deadline"])
        for _, opened in _entries(session, cycle_id, "round_opened", "stage_opened")
    }
    for round_ in session.exec(select(Round).where(Round.cycle_id == cycle_id)):
        last_days[round_.number, round_.stage] = round_.deadline  # it may have been moved
    for (number, stage), day in last_days.items():
        step = f", trin {stage + 1}" if (number, 1) in last_days else ""
        text = f"runde {number}{step}: sidste dag"
        yield TimelineLine(last_minute_of(day), EventKind.DEADLINE, "", text)


def _entries(session: Session, cycle_id: str, *kinds: str) -> Iterator[tuple[datetime, dict[str, Any]]]:
    """Yield when entries of the register were made, and their facts."""
    mine = select(RegisterEntry).where(RegisterEntry.cycle_id == cycle_id, col(RegisterEntry.kind).in_(kinds))
    for entry in session.exec(mine.order_by(col(RegisterEntry.seq))):
        yield entry.recorded_at, json.loads(entry.canonical)["facts"]


def last_minute_of(day: date) -> datetime:
    """Return the UTC instant of a Danish date at 23:59."""
    return end_of(day) - A_MINUTE


def _names(session: Session, cycle_id: str) -> dict[str, str]:
    asked = select(RoundParty.code, RoundParty.name, RoundParty.body_code)
    heard = select(InquiryParty.code, InquiryParty.name, InquiryParty.body_code)
    names: dict[str, str] = {}
    for code, name, body_code in (
        *session.exec(asked.where(RoundParty.cycle_id == cycle_id)),
        *session.exec(heard.where(InquiryParty.cycle_id == cycle_id)),
    ):
        names[code] = names[body_code] = name
    return names
