"""What coordinators look up in the Temporal UI: list queries over councils' cases, and where the UI shows them."""

from datetime import datetime
from urllib.parse import quote

from workflows.naming import AGREEMENT, CLUSTERS, IS_LATE, MEETING, OUTCOME, REGION

_AWAITED = f'{OUTCOME.name}="afventer"'


def late_councils(*, cycle_id: str = "", region: str = "", cluster: str = "") -> str:
    """Return the query for councils that let a deadline or their own meeting pass; empty names narrow nothing."""
    return _councils(f"{_AWAITED} AND {IS_LATE.name}=true", cycle_id, region, cluster)


def awaited_councils(*, region: str = "", cluster: str = "") -> str:
    """Return the query for councils that owe an answer."""
    return _councils(_AWAITED, "", region, cluster)


def councils_that_meet(first: datetime, last: datetime, *, region: str = "", cluster: str = "") -> str:
    """Return the query for councils whose meeting lies between two instants (UTC), the second excluded."""
    return _councils(f"{MEETING.name} >= {_at(first)} AND {MEETING.name} < {_at(last)}", "", region, cluster)


def councils_done_since(instant: datetime, *, region: str = "", cluster: str = "") -> str:
    """Return the query for councils whose case has ended since an instant (UTC)."""
    return _councils(f"CloseTime >= {_at(instant)}", "", region, cluster)


def list_url(ui_url: str, namespace: str, query: str) -> str:
    """Return where the Temporal UI lists the workflows that a query finds."""
    return f"{ui_url.rstrip('/')}/namespaces/{quote(namespace, safe='')}/workflows?query={quote(query)}"


def _councils(which: str, cycle_id: str, region: str, cluster: str) -> str:
    named = ((AGREEMENT.name, cycle_id), (REGION.name, region), (CLUSTERS.name, cluster))
    conditions = {name: f'{name}="{value}"' for name, value in named if value}
    first = conditions.pop(AGREEMENT.name, 'WorkflowType="Rådsbehandling"')
    return " AND ".join((first, which, *conditions.values()))


def _at(instant: datetime) -> str:
    return f'"{instant:%Y-%m-%dT%H:%M:%SZ}"'
