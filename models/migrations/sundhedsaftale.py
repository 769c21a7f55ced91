"""The sundhedsaftale as 0001 shipped it, and the one that takes its place where the office left it alone."""

import json
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

CODE: Final = "sundhedsaftale"
_COMMON: Final[dict[str, Any]] = {
    "code": CODE,
    "title": "Sundhedsaftale",
    "legal_basis": "Sundhedslovens §§ 204-206 og bekendtgørelse nr. 1248 af 5. september 2022",
    "term_years": 4,
    "legal_until": "2026-12-31",
    "reminders": {
        "agenda_working_days": 10,
        "asked_working_days": 3,
        "new_date_working_days": 10,
        "repeat_days": 7,
        "overdue_letters": 4,
        "staff_repeat_days": 30,
    },
    "quiet": [{"first": [7, 1], "last": [7, 31]}, {"first": [12, 23], "last": [1, 2]}],
}
SHIPPED: Final = _COMMON | {
    "phases": ["udarbejdelse", "godkendelse", "stadfæstelse"],
    "parties": "region_and_municipalities",
    "quorum": "all",
    "approval_days": 56,
}
RENEWED: Final = _COMMON | {
    "phases": [
        "udarbejdelse",
        "høring",
        "vedtagelse",
        "godkendelse",
        "stadfæstelse",
        "indsendelse",
        "ikrafttræden",
        "opfølgning",
        "evaluering",
    ],
    "stages": [{"parties": "region_and_municipalities", "quorum": "all", "days": 56}],
    "drafted_by": "SSU",
    "milestones": [
        {"title": "Tids- og procesplan vedtaget i SSU", "months_before": 17},
        {"title": "Debatoplæg sendt ud", "months_before": 14},
        {"title": "Udkast klar til høring", "months_before": 8},
    ],
    "hearing": {"parties": ["region_and_municipalities", "patients", "practitioners", "clusters"], "days": 70},
    "contact_round": {"days_before": 21, "answer_days": 14},
    "authority": {
        "name": "Sundhedsstyrelsen",
        "role": "approves",
        "answer_days": 56,
        "acknowledge_days": 14,
    },
    "follow_up": {
        "status_every_months": 3,
        "answer_days": 21,
        "grace_days": 7,
        "committee_every": 2,
        "councils_every": 4,
        "has_midway": True,
        "successor_months": 18,
    },
}
_KIND: Final = sa.table("kind", sa.column("code", sa.String), sa.column("definition", sa.JSON))
_CYCLE: Final = sa.table("cycle", sa.column("kind_code", sa.String))


def renew_sundhedsaftale(connection: Connection) -> None:
    """Put the new kind in the place of the shipped one; one that the office has changed stays as it is.

    Where no cycle is of the kind its row goes, and the program puts its own there when it starts.
    """
    mine = _KIND.c.code == CODE
    found = connection.execute(sa.select(_KIND.c.definition).where(mine)).scalar()
    if (json.loads(found) if isinstance(found, str) else found) != SHIPPED:
        return
    if connection.execute(sa.select(sa.func.count()).where(_CYCLE.c.kind_code == CODE)).scalar():
        connection.execute(sa.update(_KIND).where(mine).values(definition=RENEWED))
    else:
        connection.execute(sa.delete(_KIND).where(mine))
