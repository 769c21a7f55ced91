"""What the calendar means for the councils, in sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from workflows.rules.calendar.danish import danish_date, danish_day, listed
from workflows.rules.course.approval_window import PREPARATION

BOTH: Final = 2


@dataclass(frozen=True, slots=True)
class Forecast:
    """How late a council may be asked (local dates) to reach two meetings, and one; None where no day will do.

    `is_known` is False where nothing is known of its meetings.
    """

    name: str
    is_known: bool = field(kw_only=True)
    last_safe_dispatch: date | None = None
    last_dispatch: date | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What lies before the councils, seen from the local date `today`; `adopted_by` is who adopts: "SSU"."""

    councils: tuple[Forecast, ...]
    deadline: date
    adopted_by: str
    today: date

    @property
    def twice(self) -> tuple[Forecast, ...]:
        """The councils that may still reach two meetings."""
        return tuple(each for each in self.councils if self._is_open(each.last_safe_dispatch))

    @property
    def once(self) -> tuple[Forecast, ...]:
        """The councils that may still reach a single meeting."""
        open_ = (each for each in self.councils if self._is_open(each.last_dispatch))
        return tuple(each for each in open_ if each not in self.twice)

    @property
    def never(self) -> tuple[Forecast, ...]:
        """The councils that reach no meeting any more."""
        return tuple(each for each in self.councils if each.is_known and not self._is_open(each.last_dispatch))

    @property
    def unknown(self) -> tuple[Forecast, ...]:
        """The councils of whose meetings nothing is known."""
        return tuple(each for each in self.councils if not each.is_known)

    @property
    def last_safe_dispatch(self) -> date | None:
        """The last day on which all who may reach two meetings still do."""
        return min((each.last_safe_dispatch for each in self.twice if each.last_safe_dispatch), default=None)

    @property
    def adopt_by(self) -> date | None:
        """By when to adopt, so that the town halls have time to write the case before that day."""
        safe = self.last_safe_dispatch
        return max(safe - PREPARATION, self.today) if safe else None

    def say(self, day: date) -> str:
        """Return a day as in "3. september", with its year unless that is the deadline's."""
        return danish_day(day) if day.year == self.deadline.year else danish_date(day)

    def _is_open(self, last: date | None) -> bool:
        return last is not None and last >= self.today


def sentences(outlook: Outlook) -> tuple[str, ...]:
    """Return what the secretariat must know, as Danish sentences."""
    return (*_of_never(outlook), *_of_once(outlook), *_of_twice(outlook), *_of_unknown(outlook))


def _of_never(outlook: Outlook) -> Iterator[str]:
    count = len(outlook.never)
    if count > 1 and count == len(outlook.councils):
        yield f"Ingen af de {count} råd når et møde inden fristen."
    elif count:
        yield f"{_names(outlook.never)} når intet møde inden fristen."


def _of_once(outlook: Outlook) -> Iterator[str]:
    if not outlook.once:
        return
    yield f"{_capital(_all_or_names(outlook.once, outlook))} når højst ét møde inden fristen."
    last = min(each.last_dispatch for each in outlook.once if each.last_dispatch)
    losing = [each for each in outlook.once if each.last_dispatch == last]
    yield f"Efter {outlook.say(last)} når {_names(losing)} intet."


def _of_twice(outlook: Outlook) -> Iterator[str]:
    safe = outlook.last_safe_dispatch
    if safe is None:
        return
    who, by, adopt_by = _who_of_twice(outlook), outlook.adopted_by, safe - PREPARATION
    if adopt_by >= outlook.today:
        yield f"Vedtager {by} senest {outlook.say(adopt_by)}, når {who} mindst to møder."
    else:
        last = outlook.say(safe)
        yield f"{_capital(by)} skal vedtage snarest og senest {last}, for at {who} kan nå mindst to møder."
    losing = [each for each in outlook.twice if each.last_safe_dispatch == safe]
    for told, group in (
        ("kun ét", [each for each in losing if each.last_dispatch != safe]),
        ("intet møde", [each for each in losing if each.last_dispatch == safe]),
    ):
        if group:
            yield f"Efter {outlook.say(safe)} når {_names(group)} {told}."


def _of_unknown(outlook: Outlook) -> Iterator[str]:
    if outlook.unknown:
        yield f"Mødedatoer er ukendte for {_all_or_names(outlook.unknown, outlook)}."


def _who_of_twice(outlook: Outlook) -> str:
    count = len(outlook.twice)
    if count == 1:
        return outlook.twice[0].name
    if count == len(outlook.councils):
        return "begge" if count == BOTH else f"alle {count}"
    return f"de øvrige {count}" if outlook.once or outlook.never else f"alle {count} med kendte møder"


def _all_or_names(some: Sequence[Forecast], outlook: Outlook) -> str:
    is_all = 1 < len(some) == len(outlook.councils)
    if is_all:
        return "begge råd" if len(some) == BOTH else f"alle {len(some)} råd"
    return _names(some)


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def _names(some: Sequence[Forecast]) -> str:
    return listed([each.name for each in some])
