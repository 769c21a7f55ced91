"""A page asks the database as often for many councils as for few."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from models.access.staff import Role
from models.store.database import Database
from tests.api.large_region import REGION, crowd
from tests.api.office import SQLITE_ONLY, Office

pytestmark = SQLITE_ONLY
FEW, MANY = 20, 500


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """Give the statements that are executed meanwhile."""
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def statements(office: Office, size: int) -> dict[str, int]:
    """Return how many statements each page of a region with `size` councils takes."""
    cycle = crowd(office, size)
    client, program = office.signed_in(Role.SECRETARIAT), office.bearer(Role.SECRETARIAT)
    found: dict[str, int] = {}
    for path in (
        "/",
        "/forloeb",
        f"/forloeb/{cycle}",
        f"/forloeb/{cycle}/raad/m-1",
        f"/forloeb/{cycle}/frist?deadline=2026-06-01&reason=ferie",
        f"/forloeb/{cycle}/indsatser",
        f"/forloeb/{cycle}/hoeringsnotat",
        f"/forloeb/{cycle}/beslutninger.pdf",
        f"/forloeb/{cycle}/bemaerkninger",
        f"/forloeb/{cycle}/raad/m-1/journal.zip",
        "/forloeb/ny",
        "/katalog",
        "/katalog/r-1",
        "/katalog/medarbejdere",
        "/katalog/adgange",
        "/soeg?q=By",
        f"/forloeb/{cycle}/breve",
        f"/forloeb/{cycle}/registeret",
        "/katalog/arter",
        f"/plan?in_force=2028-01-01&kind=sundhedsaftale&region={REGION}",
        f"/b/{office.token('m-1')}",
        "/api/v1/cycles",
        f"/api/v1/cycles/{cycle}",
        f"/api/v1/plan?in_force=2028-01-01&kind=sundhedsaftale&region={REGION}",
    ):
        with counted(office.database) as said:
            answer = client.get(path, headers=program if path.startswith("/api") else {})
        assert answer.status_code == 200, (path, answer.text[:300])
        if path in {"/", f"/forloeb/{cycle}", "/katalog"}:
            assert f"By {size - size % 4 - 4:03}" in answer.text, path
        found[path.split("/b/")[0] or "/b"] = len(said)
    return found


def test_no_page_asks_more_often_for_five_hundred_councils_than_for_twenty(
    office: Office, other_office: Office
) -> None:
    few, many = statements(office, FEW), statements(other_office, MANY)
    assert len(few) == 24
    assert min(few.values()) > 0
    assert many == few
