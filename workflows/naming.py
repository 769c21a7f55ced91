"""Names that are permanent: the task queue, workflow ids and search attributes, as coordinators read them."""

from typing import Final

from temporalio.common import SearchAttributeKey

TASK_QUEUE: Final = "aftalehjulet"

AGREEMENT: Final = SearchAttributeKey.for_keyword("Aftale")
REGION: Final = SearchAttributeKey.for_keyword("Region")
PHASE: Final = SearchAttributeKey.for_keyword("Fase")
COUNCIL: Final = SearchAttributeKey.for_keyword("Raad")
OUTCOME: Final = SearchAttributeKey.for_keyword("Udfald")
ROUND: Final = SearchAttributeKey.for_keyword("Runde")
CLUSTERS: Final = SearchAttributeKey.for_keyword_list("Klynge")
DEADLINE: Final = SearchAttributeKey.for_datetime("Frist")
MEETING: Final = SearchAttributeKey.for_datetime("Moede")
IS_LATE: Final = SearchAttributeKey.for_bool("Forsinket")
APPROVED: Final = SearchAttributeKey.for_int("Godkendt")
PARTIES: Final = SearchAttributeKey.for_int("Parter")

SEARCH_ATTRIBUTES: Final = (
    AGREEMENT,
    REGION,
    PHASE,
    COUNCIL,
    OUTCOME,
    ROUND,
    CLUSTERS,
    DEADLINE,
    MEETING,
    IS_LATE,
    APPROVED,
    PARTIES,
)

REQUEST_ARRIVED: Final = "Henvendelse modtaget"
"""The signal that a request lies in the inbox; cycles and councils' cases both take it."""

COUNCIL_MOVED: Final = "Rådets stilling ændret"
"""The signal from a council's case to its cycle."""

PLAN_CHANGED: Final = "Frist flyttet"
"""The signal from a cycle to its councils' cases."""


def council_workflow_id(cycle_id: str, round_number: int, name: str) -> str:
    """Return the id of a council's case, such as "sundhedsaftale-nordjylland-2028/runde-1/Læsø"."""
    return f"{cycle_id}/runde-{round_number}/{name}"


def correction_workflow_id(cycle_id: str, round_number: int, name: str, correction: int) -> str:
    """Return the id of a correction of a council's case; corrections are numbered from 1."""
    return f"{council_workflow_id(cycle_id, round_number, name)}/rettelse-{correction}"


def inquiry_workflow_id(cycle_id: str, slug: str) -> str:
    """Return the id of an inquiry, such as "sundhedsaftale-nordjylland-2028/status-2029-1"."""
    return f"{cycle_id}/{slug}"
