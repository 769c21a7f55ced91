"""One cluster's councils: what its coordinator looks at on Monday, here and in the Temporal UI."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.console.cycle.urgency import Urgent
from api.dependencies import Dependencies
from models.store.collation import danish_sort_key
from workflows.temporal.lists import late_councils


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
