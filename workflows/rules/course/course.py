"""The course of an agreement: when each phase began, and when the coming ones are to be expected."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from workflows.rules.calendar.working_days import ONE_DAY
from workflows.rules.course.phases import Phase


@dataclass(frozen=True, slots=True)
class Spell:
    """A phase from the local date `begins` to the day before `ends`; `is_expected` where its end lies ahead."""

    phase: Phase
    begins: date
    ends: date
    is_expected: bool

    @property
    def last(self) -> date:
        """The last day."""
        return self.ends - ONE_DAY

    def is_on(self, day: date) -> bool:
        """Tell whether the phase is that of a local date."""
        return self.begins <= day < self.ends


@dataclass(frozen=True, slots=True)
class Expectations:
    """The local dates on which phases are planned to be over, and how long others usually last."""

    ends: Mapping[Phase, date]
    usual: Mapping[Phase, timedelta]


def course(
    entered: Sequence[tuple[Phase, date]], phases: Sequence[Phase], expected: Expectations, *, today: date
) -> tuple[Spell, ...]:
    """Return the phases that were and those to come, each from its first day; what took no day is left out.

    `entered` are the phases with the local dates on which the agreement entered them. Phases without a planned
    end last as long as they usually do, or share what is left of the time until the next one that has an end.
    """
    spells = (*_past(entered), *_to_come(*entered[-1], phases, expected, today=today))
    return tuple(spell for spell in spells if spell.begins < spell.ends)


def _past(entered: Sequence[tuple[Phase, date]]) -> Iterator[Spell]:
    for (phase, begins), (_, ends) in itertools.pairwise(entered):
        yield Spell(phase, begins, ends, is_expected=False)


def _to_come(
    phase: Phase, since: date, phases: Sequence[Phase], expected: Expectations, *, today: date
) -> Iterator[Spell]:
    if phase not in phases:
        return
    begins, start, waiting = since, max(since, today), list[Phase]()
    for each in phases[phases.index(phase) :]:
        waiting.append(each)
        if each not in expected.ends:
            continue
        for one, length in _lengths(waiting, expected.ends[each] - start, expected.usual):
            start += length
            yield Spell(one, begins, start, is_expected=True)
            begins = start
        waiting = []


def _lengths(
    phases: Sequence[Phase], time: timedelta, usual: Mapping[Phase, timedelta]
) -> Iterator[tuple[Phase, timedelta]]:
    """Yield how many whole days of `time` each phase gets, none where there is no time left."""
    days = max(time.days, 0)
    wanted = {phase: usual[phase].days for phase in phases if phase in usual}
    left = max(days - sum(wanted.values()), 0)
    free = [phase for phase in phases if phase not in wanted]
    weights = {phase: wanted[phase] if phase in wanted else left / len(free) for phase in phases}
    total, given, sum_of_weights = 0.0, 0, sum(weights.values()) or 1
    for phase in phases:
        total += weights[phase] / sum_of_weights * days
        yield phase, timedelta(round(total) - given)
        given = round(total)
