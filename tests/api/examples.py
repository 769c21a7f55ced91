"""What each call of the JSON API answers, asked of agreements that have lived: the examples in its description.

`python -m tests.api.examples` writes them anew.
"""

import json
import re
import tempfile
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from fastapi.testclient import TestClient
from httpx import Response

from api.v1.described import EXAMPLES
from models.access.staff import Role
from models.store.database import Database
from tests.api.office import PDF, REASON, Office
from tests.golden.life import lived
from tests.pages.serving import seeded_template

FEW: Final = 2
"""So many of a list are shown: those that follow look like them."""


def answers(old: Database, new: Database) -> dict[str, Response]:
    """Ask two stores, both migrated and seeded; return an answer of each sort, by the name of its schema."""
    return {**_of_the_years(old), **_of_a_round(new)}


def _of_the_years(database: Database) -> dict[str, Response]:
    """Ask about an agreement that is followed up, and about the hearing of the next one."""
    records = lived(database)
    client = _client(Office(database, now=records.now))
    cycle = f"/api/v1/cycles/{records.cycle}"
    next_one = cycle.replace("2028", "2032")
    return {
        "CyclePage": client.get("/api/v1/cycles", params={"limit": FEW}),
        "Cycle": client.get(cycle),
        "RequestStatus": client.get(f"{cycle}/requests/4"),
        "HearingReport": client.get(f"{next_one}/hearing-report"),
    }


def _of_a_round(database: Database) -> dict[str, Response]:
    """Ask about an agreement that lies at the councils, and start others."""
    office = Office(database)
    office.seed()
    office.open_round()
    client = _client(office)
    cycle = f"/api/v1/cycles/{office.cycle}"
    reminder, file = {"party": "825"}, {"file": ("aftale.pdf", PDF)}
    said = {"label": "Anden udgave", "reason": "Nye tal"}
    return {
        "MovePreview": client.get(f"{cycle}/deadline", params={"deadline": "2026-06-01"}),
        "Preview": client.post(f"{cycle}/reminders?preview=true", json=reminder),
        "Accepted": client.post(f"{cycle}/reminders", json=reminder),
        "StartedCycle": client.post(f"{cycle}/successor", json={"out_of_basis_reason": REASON}),
        "Version": client.post(f"{cycle}/versions", data=said, files=file),
        "Document": client.post("/api/v1/documents", files=file),
        "AgreementPlan": client.get("/api/v1/plan", params={"in_force": "2028-01-01", "region": "1081"}),
    }


def _client(office: Office) -> TestClient:
    client = office.client()
    client.headers.update(office.bearer(Role.SECRETARIAT))
    return client


def rehearsed(database: Database) -> Response:
    """Rehearse an agreement from today on, since the server that rehearses does not go back."""
    office = Office(database, now=datetime.now(UTC))
    office.seed()
    year = office.deps.today.year + 2
    asked = {"kind": "paragraf-60", "region": "1081", "title": "Fælles beredskab", "period_start": f"{year}-01-01"}
    answer: Response = _client(office).post("/api/v1/rehearsals", json=asked | {"parties": ["825", "840"]})
    return answer


def shortened(value: Any) -> Any:
    """Return a value without what follows the first few of each list."""
    if isinstance(value, dict):
        return {name: shortened(each) for name, each in value.items()}
    if isinstance(value, str):
        return re.sub(r"/b/\S+", "/b/…", value)  # links of a preview open nothing, and are others each time
    return [shortened(each) for each in value[:FEW]] if isinstance(value, list) else value


def main() -> None:
    """Write the examples."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        template = seeded_template(Path(folder)).read_bytes()
        stores = []
        for name in ("old", "new", "rehearsed"):
            Path(folder, name).write_bytes(template)
            stores.append(stack.enter_context(closing(Database(f"sqlite:///{folder}/{name}"))))
        made = answers(*stores[:2]) | {"Rehearsal": rehearsed(stores[2])}
    shown = {name: shortened(answer.json()) for name, answer in made.items()}
    EXAMPLES.write_text(json.dumps(shown, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
