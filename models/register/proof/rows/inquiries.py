"""Inquiries and whom they ask: each is as its entries have it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from sqlmodel import Session, col, select

from models.register.proof.entries import Entry, Telling
from models.tables import Inquiry, InquiryParty
from workflows.rules.follow_up import EvaluationKind
from workflows.rules.requests import RequestKind

Place = tuple[str, str]
_ANSWERS: Final = (RequestKind.HEARING_ANSWER, RequestKind.CONTACT_CHECK, RequestKind.STATUS_REPORT)
_ONE_DAY: Final = timedelta(days=1)


@dataclass(slots=True)
class InquiryTold:
    """An inquiry as its entries have it; `answered` are the newest answers by the codes of who gave them."""

    opened: Entry
    deadline: date
    closes_on: date
    closed: Entry | None = None
    answered: dict[str, Entry] = field(default_factory=dict)


def faults_in_inquiries(session: Session, telling: Telling) -> Iterator[str]:
    """Give each inquiry, and each addressee, that is not as its entries have it, as Danish sentences."""
    rows = {(row.cycle_id, row.slug): row for row in session.exec(select(Inquiry))}
    asked: dict[Place, list[InquiryParty]] = defaultdict(list)
    for party in session.exec(select(InquiryParty).order_by(col(InquiryParty.position))):
        asked[party.cycle_id, party.slug].append(party)
    told = _told(telling)
    for place, each in told.items():
        about = f"Post {each.opened.seq}: spørgerunden {place[1]}"
        if row := rows.get(place):
            yield from (f"{about} siger noget andet end posterne (»{name}«)." for name in _differences(row, each))
        else:
            yield f"{about} mangler."
        yield from (f"{about} {fault}" for fault in _faults_in_parties(asked[place], each))
    for cycle, slug in (rows.keys() | asked.keys()) - told.keys():
        yield f"Der er ingen post om spørgerunden {slug} i forløbet {cycle}."


def _told(telling: Telling) -> Mapping[Place, InquiryTold]:
    inquiries: dict[Place, InquiryTold] = {}
    of_cycle: dict[str, list[InquiryTold]] = defaultdict(list)
    for told in telling.entries:
        place = (told.cycle_id, told.word("inquiry"))
        if told.kind == "inquiry_opened":
            days = (_day(told, "deadline"), _day(told, "closes_on"))
            inquiries[place] = InquiryTold(told, *days)
            of_cycle[told.cycle_id].append(inquiries[place])
        elif inquiry := inquiries.get(place):
            _take(inquiry, told)
        elif _ends_all(told):
            for each in of_cycle[told.cycle_id]:
                each.closed = each.closed or told
    return inquiries


def _take(inquiry: InquiryTold, told: Entry) -> None:
    if told.kind == "inquiry_closed":
        inquiry.closed = inquiry.closed or told
    elif told.kind == RequestKind.EXTENSION:
        inquiry.closes_on += _day(told, "new_deadline") - inquiry.deadline
        inquiry.deadline = _day(told, "new_deadline")
    elif told.kind == RequestKind.CLOSE_INQUIRY:
        inquiry.closes_on = told.day - _ONE_DAY
    elif told.kind in _ANSWERS:
        for code in (told.word("party"), *told.words("on_behalf_of")):
            inquiry.answered[code] = told


def _ends_all(told: Entry) -> bool:
    is_final = told.kind == RequestKind.EVALUATION and told.facts.get("evaluation") == EvaluationKind.FINAL
    return is_final or told.kind in {RequestKind.CANCEL, RequestKind.LAPSE}


def _day(told: Entry, name: str) -> date:
    return date.fromisoformat(told.word(name))


def _differences(row: Inquiry, told: InquiryTold) -> Iterator[str]:
    expected = {
        "version": told.opened.facts.get("version"),
        "deadline": told.deadline,
        "closes_on": told.closes_on,
        "opened_on": told.opened.day,
        "opened_at": told.opened.at,
        "closed_at": told.closed.at if told.closed else None,
    }
    return (name for name, value in expected.items() if getattr(row, name) != value)


def _faults_in_parties(rows: Sequence[InquiryParty], told: InquiryTold) -> Iterator[str]:
    if [row.code for row in rows] != told.opened.words("parties"):
        yield "spørger andre end dem, som posten nævner."
    for row in rows:
        answer = told.answered.get(row.code)
        expected = (answer.request, answer.at) if answer else (None, None)
        if (row.answered_by, row.answered_at) != expected:
            yield f"siger noget andet om, hvad {row.code} svarede."
