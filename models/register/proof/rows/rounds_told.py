"""What the entries tell of rounds, folded: who was asked of which version, by when, and how it ended."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from models.register.proof.entries import Entry, Telling
from workflows.rules.course.phases import Phase
from workflows.rules.requests import RequestKind

Place = tuple[str, int]
_BEFORE_THE_COUNCILS: Final = frozenset({Phase.DRAFTING.value, Phase.HEARING.value, Phase.ADOPTION.value})
_MOVES: Final = (RequestKind.ANSWER, RequestKind.RULING, RequestKind.PROTEST, RequestKind.REOPEN)


@dataclass(slots=True)
class RoundTold:
    """A round as its entries have it; `stages` are those asked in each later stage, `confirmed` who has when.

    `fell` is the entry by which it fell, `settled` that by which it was last settled, `moved` the last that moved
    a council's standing.
    """

    opened: Entry
    version: int
    deadline: str
    stage_opened: Entry
    stage: int = 0
    stages: dict[int, list[str]] = field(default_factory=dict)
    confirmed: dict[str, datetime] = field(default_factory=dict)
    fell: Entry | None = None
    settled: Entry | None = None
    moved: int = 0


class RoundsTold:
    """Folds entries into rounds; `versions` tell by cycle and number whether a version is editorial.

    `ended` tells when a round says that it fell, for an editorial version that brought a change along.
    """

    def __init__(self, telling: Telling, versions: Mapping[Place, bool], ended: Mapping[Place, datetime]) -> None:
        self.rounds: dict[Place, RoundTold] = {}
        self._versions, self._ended = versions, ended
        self._newest: dict[str, Place] = {}
        self._phase: dict[str, str] = {}
        self._asked_in: dict[int, Place] = {}
        takers = self._takers()
        for told in telling.entries:
            if take := takers.get(told.kind):
                take(told)

    def _takers(self) -> Mapping[str, Callable[[Entry], None]]:
        return {
            "round_opened": self._open,
            "stage_opened": self._ask_a_stage,
            "round_settled": self._settle,
            "phase": self._note_phase,
            RequestKind.DEADLINE: self._move_deadline,
            RequestKind.PLAN: self._confirm,
            RequestKind.CLOSE_ROUND: self._close,
            RequestKind.VERSION: self._take_version,
            **dict.fromkeys((RequestKind.CANCEL, RequestKind.LAPSE), self._give_up),
            **dict.fromkeys(_MOVES, self._note_move),
        }

    def _open(self, told: Entry) -> None:
        place = (told.cycle_id, told.number("round"))
        self.rounds[place] = RoundTold(told, told.number("version"), told.word("deadline"), stage_opened=told)
        self._newest[told.cycle_id] = place

    def _ask_a_stage(self, told: Entry) -> None:
        if round_ := self._of(told):
            self._repeat(round_, told)
            round_.stage_opened = told
            round_.stages[round_.stage] = told.words("parties")

    def _settle(self, told: Entry) -> None:
        if round_ := self._of(told):
            self._repeat(round_, told)
            round_.settled = told

    def _repeat(self, round_: RoundTold, told: Entry) -> None:
        round_.version, round_.deadline = told.number("version"), told.word("deadline")
        round_.stage = told.number("stage")

    def _move_deadline(self, told: Entry) -> None:
        if round_ := self._of(told):
            round_.deadline = told.word("new_deadline")

    def _confirm(self, told: Entry) -> None:
        round_ = self._of(told)
        if round_ and told.facts.get("contact_confirmed"):
            round_.confirmed[told.word("party")] = told.at

    def _close(self, told: Entry) -> None:
        round_ = self._of(told)
        if round_ and round_.fell is None:
            round_.fell = told

    def _give_up(self, told: Entry) -> None:
        place = self._newest.get(told.cycle_id)
        round_ = self.rounds.get(place) if place else None
        if place and round_ and round_.fell is None and self._is_at_the_councils(place, round_, told):
            round_.fell = told

    def _take_version(self, told: Entry) -> None:
        place = self._newest.get(told.cycle_id)
        round_ = self.rounds.get(place) if place else None
        number = told.number("version")
        if place is None or round_ is None or round_.fell or number <= round_.version:
            return
        if round_.settled and self._phase.get(told.cycle_id) in _BEFORE_THE_COUNCILS:
            return  # the text went back to its authors: the round that it passed binds it no longer
        if not told.facts.get("is_editorial") or self._brings_a_change(place, round_, told):
            round_.fell = told
        else:
            round_.version = number

    def _brings_a_change(self, place: Place, round_: RoundTold, told: Entry) -> bool:
        between = range(round_.version + 1, told.number("version"))
        is_changed = any(self._versions.get((told.cycle_id, number)) is False for number in between)
        return is_changed and self._ended.get(place) == told.at

    def _is_at_the_councils(self, place: Place, round_: RoundTold, told: Entry) -> bool:
        return round_.settled is None or self._ended.get(place) == told.at

    def _note_phase(self, told: Entry) -> None:
        self._phase[told.cycle_id] = told.word("new_phase")

    def _note_move(self, told: Entry) -> None:
        if told.kind == RequestKind.ANSWER:
            self._asked_in[told.seq] = (told.cycle_id, told.number("round"))
        place = self._asked_in.get(told.seq if told.kind == RequestKind.ANSWER else told.number("decision"))
        if place in self.rounds:
            self.rounds[place].moved = told.seq

    def _of(self, told: Entry) -> RoundTold | None:
        return self.rounds.get((told.cycle_id, told.number("round")))
