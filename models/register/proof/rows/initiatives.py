"""Initiatives: each says what the newest entry about it says, and there are as many as were told of."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from models.register.proof.entries import Entry, Telling
from models.tables import Initiative, InitiativeMilestone
from workflows.rules.follow_up import InitiativeSource, Progress
from workflows.rules.requests import RequestKind

_WORDS = ("title", "paragraph", "goal")


@dataclass(slots=True)
class InitiativeTold:
    """An initiative as its entries have it; `codes` and `words` lead from columns to what is told of them.

    A word is told by a field of an entry; one that was taken over from the agreement before is told there.
    """

    codes: dict[str, object] = field(default_factory=dict)
    words: dict[str, tuple[Entry, str]] = field(default_factory=dict)
    milestones: Entry | None = None


class InitiativesTold:
    """Folds entries into the initiatives of each cycle, in the order of their numbers from 1."""

    def __init__(self, telling: Telling) -> None:
        self.cycles: dict[str, list[InitiativeTold]] = defaultdict(list)
        takers: Mapping[str, Callable[[list[InitiativeTold], Entry], None]] = {
            RequestKind.START: lambda mine, told: _add(mine, told.number("carried")),
            RequestKind.INITIATIVE: _take_initiative,
            RequestKind.AUTHORITY: _take_points,
            RequestKind.STATUS_REPORT: _take_statuses,
            RequestKind.LAPSE: _take_successor,
            "caught_up": _take_predecessor,
            "owner_followed": _take_heir,
        }
        for told in telling.of_kind(*takers):
            takers[told.kind](self.cycles[told.cycle_id], told)


def faults_in_initiatives(session: Session, telling: Telling) -> Iterator[str]:
    """Give each initiative that is not as its entries have it, as Danish sentences."""
    told = InitiativesTold(telling).cycles
    rows: dict[str, dict[int, Initiative]] = defaultdict(dict)
    for row in session.exec(select(Initiative)):
        rows[row.cycle_id][row.number] = row
    milestones: dict[int, list[InitiativeMilestone]] = defaultdict(list)
    for milestone in session.exec(select(InitiativeMilestone).order_by(col(InitiativeMilestone.id))):
        milestones[milestone.initiative_id].append(milestone)
    for cycle in sorted(told.keys() | rows.keys()):
        if sorted(rows[cycle]) != list(range(1, len(told[cycle]) + 1)):
            yield f"Forløbet {cycle} har fået flere eller færre indsatser, end posterne nævner."
        for number, each in enumerate(told[cycle], start=1):
            found = rows[cycle].get(number)
            if found and not _is_told(found, milestones[found.id or 0], each, telling):
                yield f"Indsats {number} i forløbet {cycle} siger noget andet end posterne."


def _is_told(
    row: Initiative, milestones: Sequence[InitiativeMilestone], told: InitiativeTold, telling: Telling
) -> bool:
    are_codes = all(getattr(row, column) == value for column, value in told.codes.items())
    are_words = all(
        telling.agrees(entry, name, getattr(row, column)) for column, (entry, name) in told.words.items()
    )
    return are_codes and are_words and _are_milestones(milestones, told.milestones, telling)


def _are_milestones(rows: Sequence[InitiativeMilestone], told: Entry | None, telling: Telling) -> bool:
    if told is None:
        return not rows
    are_days = [row.due_on.isoformat() for row in rows] == told.words("milestones")
    return are_days and all(
        telling.agrees(told, f"milestone_{number}", row.title) for number, row in enumerate(rows, start=1)
    )


def _add(mine: list[InitiativeTold], number: int) -> None:
    mine.extend(InitiativeTold() for _ in range(number))


def _numbered(mine: list[InitiativeTold], number: int) -> InitiativeTold:
    return mine[number - 1] if 1 <= number <= len(mine) else InitiativeTold()


def _take_initiative(mine: list[InitiativeTold], told: Entry) -> None:
    if told.number("initiative") == len(mine) + 1:
        _add(mine, 1)
    each = _numbered(mine, told.number("initiative"))
    names = {"owner_code": "owner", "source": "source", "progress": "progress"}
    each.codes = {column: told.facts.get(name) for column, name in names.items()}
    each.words = {name: (told, name) for name in _WORDS}
    each.milestones = told


def _take_points(mine: list[InitiativeTold], told: Entry) -> None:
    for point in range(1, told.number("points") + 1):
        codes: dict[str, object] = {"source": InitiativeSource.AUTHORITY, "progress": Progress.NOT_STARTED}
        mine.append(InitiativeTold(codes, {"title": (told, f"point_{point}")}))


def _take_statuses(mine: list[InitiativeTold], told: Entry) -> None:
    _take_pairs(mine, told, "statuses", "progress")


def _take_pairs(mine: list[InitiativeTold], told: Entry, name: str, column: str) -> None:
    for number, _, value in (pair.partition(":") for pair in told.words(name)):
        _numbered(mine, int(number)).codes[column] = value


def _take_successor(mine: list[InitiativeTold], told: Entry) -> None:
    for number in told.words("initiatives"):
        _numbered(mine, int(number)).codes["owner_code"] = told.facts.get("successor")


def _take_predecessor(mine: list[InitiativeTold], told: Entry) -> None:
    _add(mine, len(told.words("carried")))
    _take_pairs(mine, told, "statuses", "progress")
    _take_pairs(mine, told, "owners", "owner_code")
    for pair in told.words("statuses"):  # what it is called stands in the entries of the agreement before
        _numbered(mine, int(pair.partition(":")[0])).words = {}


def _take_heir(mine: list[InitiativeTold], told: Entry) -> None:
    _numbered(mine, told.number("initiative")).codes["owner_code"] = told.facts.get("new_owner")
