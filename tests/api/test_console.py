"""The office's console."""

import pytest

from models.staff import Role
from tests.api.office import ANSWER, CYCLE, Office


@pytest.mark.parametrize("role", list(Role))
def test_every_page_opens_for_those_who_may_read(round_: Office, role: Role) -> None:
    client = round_.client()
    client.post(f"/b/{round_.token()}", data=ANSWER | {"outcome": "rejected"})
    client.post(f"/b/{round_.token('851')}", data=ANSWER)
    client.post(f"/b/{round_.token('810')}", data=ANSWER | {"decided_by": "chair"})
    round_.record_all()
    client.cookies.set("aftalehjul", round_.cookie(role))
    for path in (
        "/",
        "/forloeb",
        "/forloeb/ny",
        f"/forloeb/{CYCLE}",
        f"/forloeb/{CYCLE}/raad/825",
        f"/forloeb/{CYCLE}/versioner/1",
        f"/forloeb/{CYCLE}/henvendelser/1",
        f"/forloeb/{CYCLE}/frist?deadline=2026-06-01&reason=ferie",
        "/katalog",
    ):
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.text)
