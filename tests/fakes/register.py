"""The fake register: remembers in lists and folds facts by the rules."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from temporalio import activity

from tests.fakes.asked import Asked, midnight
from workflows.contracts.councils import Party, PartyStanding
from workflows.contracts.cycles import EnterPhase
from workflows.contracts.inquiries import (
    Addressee,
    ClosedInquiry,
    InquiryRef,
    OpenedInquiry,
)
from workflows.contracts.letters import LetterOrder
from workflows.contracts.ports import Register
from workflows.contracts.requests import Recorded, RecordRequest
from workflows.contracts.rounds import OpenedRound, RoundRef, SettledRound, StageRef
from workflows.rules.council.facts import Fact
from workflows.rules.council.quorum import Quorum, Verdict, round_verdict
from workflows.rules.council.standing import standing
from workflows.rules.course.phases import Phase
from workflows.rules.inquiries import InquiryKind
from workflows.rules.letters import LetterKind, Recipient
from workflows.rules.requests import RequestKind


@dataclass
class FakeInquiry:
    """An inquiry in memory; it closes by itself at the end of its deadline."""

    deadline: date
    answered: set[str] = field(default_factory=set)
    is_closed: bool = False
    openings: int = 0

    @property
    def closes_at(self) -> datetime:
        return midnight(self.deadline) + timedelta(days=1)


class MemoryRegister(Register):
    """Remembers in lists and folds facts by the rules."""

    def __init__(self, parties: tuple[Party, ...], *, deadline: date) -> None:
        self.parties = parties
        self.deadline = deadline
        self.inquiry_deadline = deadline
        self.inquiry_days: int | None = None
        self.version = 0
        self.phases: list[Phase] = []
        self.rounds: list[int] = []
        self.inbox: dict[int, Asked] = {1: Asked(RequestKind.START)}
        self.facts: dict[tuple[int, str], list[Fact]] = defaultdict(list)
        self.recorded: dict[int, Recorded] = {}
        self.quorums: list[Quorum] = [Quorum.ALL]
        self.stage = 0
        self.inquiries: dict[str, FakeInquiry] = {}

    def ask(self, number: int, asked: Asked) -> None:
        self.inbox[number] = asked

    @activity.defn(name="Registrér fase")
    def enter_phase(self, order: EnterPhase) -> None:
        self.phases.append(order.phase)

    @activity.defn(name="Åbn runde")
    def open_round(self, order: RoundRef) -> OpenedRound:
        if order.round not in self.rounds:
            self.rounds.append(order.round)
        return self._opened(order.round)

    @activity.defn(name="Åbn trin")
    def open_stage(self, order: StageRef) -> OpenedRound:
        self.stage = order.stage
        return self._opened(order.round)

    def _opened(self, number: int) -> OpenedRound:
        late_at = midnight(self.deadline)
        return OpenedRound(number, self.version, self.deadline, late_at, self.standings(number), stage=self.stage)

    @activity.defn(name="Åbn spørgerunde")
    def open_inquiry(self, order: InquiryRef) -> OpenedInquiry:
        inquiry = self.inquiries.setdefault(order.slug, FakeInquiry(self._deadline_of_inquiry()))
        inquiry.openings += 1
        addressees = tuple(
            Addressee(party.code, party.name, has_answered=party.code in inquiry.answered)
            for party in self.parties
        )
        asks = {
            InquiryKind.HEARING: LetterKind.HEARING_REQUEST,
            InquiryKind.CONTACT_ROUND: LetterKind.CONTACT_CHECK,
            InquiryKind.STATUS_ROUND: LetterKind.STATUS_REQUEST,
        }
        letters = tuple(
            LetterOrder(asks[order.kind], order.cycle_id, party=each.code, inquiry=order.slug)
            for each in addressees
            if not each.has_answered
        )
        return OpenedInquiry(inquiry.deadline, inquiry.closes_at, addressees, letters)

    @activity.defn(name="Luk spørgerunde")
    def close_inquiry(self, order: InquiryRef) -> ClosedInquiry:
        self.inquiries[order.slug].is_closed = True
        told = LetterOrder(LetterKind.INQUIRY_CLOSED, order.cycle_id, Recipient.STAFF, inquiry=order.slug)
        return ClosedInquiry((told,))

    @activity.defn(name="Afgør runde")
    def settle_round(self, order: RoundRef) -> SettledRound:
        parties = self.standings(order.round)
        stages = [
            (quorum, [entry.standing for entry in parties if entry.party.stage == number])
            for number, quorum in enumerate(self.quorums)
        ]
        settled = round_verdict(stages) is Verdict.SETTLED
        return SettledRound(settled, parties)

    @activity.defn(name="Registrér henvendelse")
    def record(self, order: RecordRequest) -> Recorded:
        if order.request not in self.recorded:
            self.recorded[order.request] = self._recorded(order)
        return self.recorded[order.request]

    def _recorded(self, order: RecordRequest) -> Recorded:
        asked = self.inbox[order.request]
        facts = self.facts[(self.rounds[-1] if self.rounds else 0), asked.party]
        if asked.fact and asked.accepted and not asked.is_late:
            facts.append(asked.fact)
        if asked.accepted:
            self.deadline = self.deadline if asked.inquiry else asked.deadline or self.deadline
            self.version = max(self.version, asked.version or 0)
            self._note_answer(asked)
        receipt = LetterOrder(
            LetterKind.RECEIPT if asked.accepted else LetterKind.REFUSAL,
            order.cycle_id,
            party=asked.party,
            request=order.request,
            inquiry=asked.inquiry,
        )
        return Recorded(
            order.request,
            asked.kind,
            accepted=asked.accepted,
            party=asked.party,
            standing=standing(facts) if asked.party and not asked.inquiry else None,
            is_late=asked.is_late,
            version=asked.version,
            is_editorial=asked.is_editorial,
            deadline=asked.deadline,
            late_at=midnight(asked.deadline) if asked.deadline else None,
            checked=asked.checked,
            answered=(asked.party,) if asked.answers_an_inquiry else (),
            authority=asked.authority,
            is_plan_stale=asked.is_plan_stale,
            letters=(receipt,) if asked.fact else _last_words(order, asked),
        )

    def _deadline_of_inquiry(self) -> date:
        if self.inquiry_days is None:
            return self.inquiry_deadline
        opened = activity.info().started_time.date()
        return opened + timedelta(days=self.inquiry_days)

    def _note_answer(self, asked: Asked) -> None:
        if not asked.inquiry:
            return
        inquiry = self.inquiries[asked.inquiry]
        if asked.answers_an_inquiry:
            inquiry.answered.add(asked.party)
        if asked.kind is RequestKind.EXTENSION and asked.deadline:
            inquiry.deadline = asked.deadline

    def standings(self, number: int) -> tuple[PartyStanding, ...]:
        return tuple(PartyStanding(party, standing(self.facts[number, party.code])) for party in self.parties)


def _last_words(order: RecordRequest, asked: Asked) -> tuple[LetterOrder, ...]:
    """Return what is told of a lapse: who takes the initiatives over; and the link to a new contact."""
    if asked.kind is RequestKind.CONTACT and asked.accepted:
        link = LetterOrder(
            LetterKind.NEW_LINK, order.cycle_id, party=asked.party, request=order.request, inquiry=asked.inquiry
        )
        return (link,)
    if asked.kind is not RequestKind.LAPSE:
        return ()
    told = LetterOrder(
        LetterKind.HANDED_OVER, order.cycle_id, Recipient.BODY, party="forum", request=order.request
    )
    return (told,)
