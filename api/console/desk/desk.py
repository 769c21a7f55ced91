"""Mit bord: what waits for an officer, drafts of letters, and the cycles at a glance; and the directory."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.authentication import Deps, ReaderDep, SignedIn
from api.console.frame import console_page
from api.dependencies import Dependencies
from models.directory import directory_page
from models.inbox.receipts import receipt_state, undecided_of_staff
from models.queries.cycle.overview import cycle_lines
from models.queries.desk.desk import TaskKind, TaskLine, open_tasks, tasks_in_hand
from models.queries.desk.unplanned import unplanned_councils
from request_types.faults import Fault
from workflows.rules.course.phases import Phase
from workflows.rules.letters import LetterKind
from workflows.rules.requests import RequestKind

_OPENING: Final = "I har indberettet »{outcome}« om {title}.\n\n"
_BODIES: Final = {
    TaskKind.RULING: (
        "For at kunne afgøre, om det tæller som en godkendelse, vil vi gerne vide, om forudsætningen er opfyldt, "
        "eller om teksten for jer skal ændres. Ring gerne."
    ),
    TaskKind.FROZEN: (
        "Vi har fået en indsigelse mod indberetningen. Indtil det er afklaret, tæller beslutningen ikke. "
        "Send os gerne et udskrift af referatet."
    ),
    TaskKind.REJECTED: (
        "Aftalen kræver alle råds godkendelse. Vi vil gerne høre, hvad der skal til, før der tages stilling til "
        "det videre forløb. Er indberetningen en fejl, kan I rette den med linket."
    ),
    TaskKind.NOTED: (
        "»Taget til efterretning« er ikke en godkendelse. Aftalen kræver, at rådet godkender den. Kan sagen komme "
        "på rådets dagsorden igen med indstilling om godkendelse?"
    ),
    TaskKind.RETURNED: "Hvornår ventes sagen i rådet igen, og mangler I noget fra os for at kunne behandle den?",
    TaskKind.COMMITTEE_NO: (
        "Et udvalg har frarådet aftalen. Det er rådet, der beslutter; vi vil gerne vide, hvornår sagen kommer for "
        "og om vi kan bidrage med noget inden."
    ),
    TaskKind.SILENT: "Vi har endnu ikke hørt, hvad rådet har besluttet om {title}. Hvornår kan vi vente et svar?",
}
router = APIRouter()
DOUBT: Final = frozenset({TaskKind.RULING, TaskKind.FROZEN})


def draft_of(task: TaskLine) -> dict[str, str] | None:
    """Return the prefilled fields of a letter about a task, None where no letter is called for."""
    body = _BODIES.get(task.kind)
    if body is None or not task.party:
        return None
    text = (_OPENING if task.decision else "") + body
    outcome = task.decision.outcome.danish if task.decision else ""
    is_escalation = task.kind is TaskKind.SILENT
    return {
        "kind": (LetterKind.ESCALATION if is_escalation else LetterKind.CLARIFICATION).value,
        "subject": f"{task.authority}: {task.title}",
        "body": text.format(outcome=outcome, title=task.title),
    }


@dataclass(frozen=True, slots=True)
class Checks:
    """The decisions of an agreement that wait to be compared; the `unclear` tasks wait for a ruling first."""

    cycle_id: str
    title: str
    tasks: tuple[TaskLine, ...]
    unclear: frozenset[int]


@router.get("/")
def desk(who: ReaderDep, deps: Deps, modtaget: Annotated[int, Query(ge=0, lt=2**31)] = 0) -> Response:
    """Show the open tasks and the cycles that run; `modtaget` is what was just asked from here, by its number."""
    return show_desk(who, deps, asked_number=modtaget)


def show_desk(
    who: SignedIn, deps: Dependencies, *, asked_number: int = 0, faults: tuple[Fault, ...] = ()
) -> Response:
    """Show the desk, with what was just asked from there or with what is wrong with it."""
    with deps.database.read() as session:
        asked = receipt_state(session, asked_number) if asked_number else None
        tasks = open_tasks(session)
        in_hand = tasks_in_hand(session, tasks)
        pending = undecided_of_staff(session)
        lines = [line for line in cycle_lines(session) if not line.phase.is_final]
        unplanned = unplanned_councils(session, lines, today=deps.today)
    waiting = [task for task in tasks if task.id not in in_hand]
    checks = _checks(waiting, tasks)
    compared = {request.cycle_id for request in pending if request.kind is RequestKind.CONFIRM}
    compared |= {each.cycle_id for each in checks}
    return console_page(
        "desk.html",
        who,
        status=422 if faults else 200,
        faults=faults,
        asked=asked,
        checks=checks,
        to_confirm=[line for line in lines if line.phase is Phase.CONFIRMATION and line.id not in compared],
        open_tasks=len(waiting),
        waiting=[(task, draft_of(task)) for task in waiting if task.kind is not TaskKind.CHECK],
        in_hand=[(task, in_hand[task.id]) for task in tasks if task.id in in_hand],
        lines=lines,
        unplanned=[(line, unplanned[line.id]) for line in lines if line.id in unplanned],
    )


def _checks(waiting: Sequence[TaskLine], tasks: Iterable[TaskLine]) -> tuple[Checks, ...]:
    doubted = {task.decision.id for task in tasks if task.kind in DOUBT and task.decision}
    found = [task for task in waiting if task.kind is TaskKind.CHECK and task.decision]
    unclear = frozenset(task.id for task in found if task.decision and task.decision.id in doubted)
    titles = {task.cycle_id: task.title for task in found}
    return tuple(
        Checks(cycle_id, title, tuple(task for task in found if task.cycle_id == cycle_id), unclear)
        for cycle_id, title in titles.items()
    )


@router.get("/katalog")
def directory(who: ReaderDep, deps: Deps) -> Response:
    """Show all bodies, with marks where the source is unsure."""
    with deps.database.read() as session:
        regions = directory_page(session, on=deps.today)
    return console_page("directory.html", who, regions=regions)
