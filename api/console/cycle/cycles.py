"""The list of cycles, one cycle's page with its phase and one cluster's councils, and what came of a request."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final
from urllib.parse import quote

from fastapi import APIRouter, Path
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session
from starlette.exceptions import HTTPException

from api.authentication import Deps, ReaderDep, ReaderFormDep
from api.console.cycle.urgency import Urgent, by_urgency
from api.console.frame import console_page
from api.console.paging import PageDep, Paging
from api.console.requests.choices import choices_of, party_choices
from api.console.wheel import draw
from api.dependencies import Dependencies
from api.forms.posted import FormDep, text_of
from models.access.own_cluster import choose_cluster, own_cluster
from models.agreements.versions import UnknownCycle
from models.inbox.receipts import receipt_state
from models.queries.cycle.overview import cycle_count, cycle_lines
from models.queries.cycle.page import CyclePage, cycle_page
from models.queries.start.choices import cluster_names
from models.queries.timeline.wheel import wheel_of
from models.store.collation import danish_sort_key
from request_types.inputs import Options
from workflows.rules.authority import AuthorityStep, may_follow
from workflows.rules.course.phases import BEFORE_THE_COUNCILS, Phase
from workflows.rules.course.transitions import following
from workflows.temporal.lists import late_councils

NEAR_ITS_END: Final = frozenset({Phase.FOLLOW_UP, Phase.EVALUATION, Phase.CLOSED})
router = APIRouter(prefix="/forloeb")


@dataclass(frozen=True, slots=True)
class ClusterView:
    """The councils of the cluster `chosen` (all where it is empty), and where Temporal lists its late ones."""

    clusters: tuple[str, ...]
    chosen: str
    councils: tuple[Urgent, ...]
    late_url: str


def view_of_cluster(deps: Dependencies, cycle_id: str, councils: Sequence[Urgent], wanted: str) -> ClusterView:
    """Return the councils of the cluster that is `wanted`; of all where the agreement has no such cluster."""
    names = {name for each in councils for name in each.council.clusters}
    chosen = wanted if wanted in names else ""
    shown = tuple(each for each in councils if not chosen or chosen in each.council.clusters)
    late = deps.temporal_list(late_councils(cycle_id=cycle_id, cluster=chosen))
    return ClusterView(tuple(sorted(names, key=danish_sort_key)), chosen, shown, late)


def facts_of_phase(page: CyclePage) -> dict[str, object]:
    """Return what the cycle's page needs to know to show the buttons that can be used now, and no others."""
    phase, phases = page.line.phase, page.kind.phases
    return {
        "phases": tuple(each.value for each in phases),
        "next_phase": following(phase, phases).value if phase in phases else "",
        "steps": next_steps(page),
        "is_before_the_councils": phase in BEFORE_THE_COUNCILS,
        "may_have_successor": phase in NEAR_ITS_END,
    }


def next_steps(page: CyclePage) -> Options:
    """Return the steps of the correspondence with the authority that may be recorded next."""
    terms = page.kind.authority
    if terms is None:
        return ()
    last = page.authority[-1].step if page.authority else None
    return tuple((each.value, each.danish) for each in AuthorityStep if may_follow(each, last, role=terms.role))


@router.get("")
def cycles(who: ReaderDep, deps: Deps, side: PageDep = 1) -> Response:
    """List the cycles, some on each page."""
    with deps.database.read() as session:
        paging = Paging("/forloeb", side, cycle_count(session), {})
        lines = cycle_lines(session, offset=paging.offset, limit=paging.rows)
    return console_page("cycles.html", who, lines=lines, paging=paging)


@router.get("/{cycle_id}")
def cycle(cycle_id: str, who: ReaderDep, deps: Deps, klynge: str | None = None) -> Response:
    """Show one cycle with everything that can be done about it now.

    Of the councils the cluster `klynge` is shown; where none is named, the reader's own.
    """
    with deps.database.read() as session:
        page = known_page(session, cycle_id, today=deps.today)
        own = own_cluster(session, who.staff.cluster, cycle_id=cycle_id)
        wheel = wheel_of(session, page, today=deps.today)
        names = cluster_names(session, cycle_id, today=deps.today)
    return console_page(
        "cycle.html",
        who,
        page=page,
        drawing=draw(wheel) if wheel else None,
        view=view_of_cluster(
            deps, cycle_id, by_urgency(page.councils, page.line.deadline), own if klynge is None else klynge
        ),
        own_cluster=own,
        cluster_names=names,
        temporal_url=deps.temporal_url(cycle_id),
        feed=f"/kalender/{deps.signer.feed_token(cycle_id)}.ics",
        choices=choices_of(deps, cycle_id),
        asked=party_choices,
        now=facts_of_phase(page),
    )


@router.post("/{cycle_id}/min-klynge")
def choose(cycle_id: str, who: ReaderFormDep, form: FormDep, deps: Deps) -> Response:
    """Remember which cluster the reader looks after."""
    slug = text_of(form, "klynge")
    choose_cluster(deps.database, who.staff.id, cycle_id=cycle_id, slug=slug, today=deps.today)
    return RedirectResponse(f"/forloeb/{quote(cycle_id)}#raadene", 303)


@router.get("/{cycle_id}/henvendelser/{number}")
def request(cycle_id: str, number: Annotated[int, Path(ge=1, lt=2**31)], who: ReaderDep, deps: Deps) -> Response:
    """Show what came of a request."""
    with deps.database.read() as session:
        view = receipt_state(session, number)
    if view is None or view.cycle_id != cycle_id:
        raise HTTPException(404)
    return console_page("request.html", who, request=view)


def page_of(deps: Dependencies, cycle_id: str) -> CyclePage:
    """Return everything about a cycle.

    Raises:
        UnknownCycle: there is no such cycle.
    """
    with deps.database.read() as session:
        return known_page(session, cycle_id, today=deps.today)


def known_page(session: Session, cycle_id: str, *, today: date) -> CyclePage:
    """Return what a cycle looks like on the local date `today`.

    Raises:
        UnknownCycle: there is no such cycle.
    """
    found = cycle_page(session, cycle_id, today=today)
    if found is None:
        raise UnknownCycle(cycle_id)
    return found
