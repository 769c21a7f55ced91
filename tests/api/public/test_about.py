"""What every page says of accessibility and privacy."""

import pytest

from models.access.staff import Role
from tests.api.office import SQLITE_ONLY, Office

pytestmark = SQLITE_ONLY


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/was", ("Tilgængelighedserklæring", "WCAG 2.1", "Digitaliseringsstyrelsen")),
        ("/privatliv", ("Privatliv", "artikel 6, stk. 1, litra e", "Datatilsynet")),
    ],
)
def test_anybody_may_read_it(office: Office, path: str, words: tuple[str, ...]) -> None:
    answer = office.client().get(path)
    assert answer.status_code == 200
    assert all(word in answer.text for word in words)


def test_every_page_leads_there(round_: Office) -> None:
    pages = [
        round_.client().get("/log-ind"),
        round_.client().get(f"/b/{round_.token()}"),
        round_.client().get("/b/forfalsket"),
        *(round_.signed_in(Role.COORDINATOR).get(path) for path in ("/", "/forloeb", "/katalog", "/plan")),
    ]
    assert {page.status_code for page in pages} == {200, 404}
    for page in pages:
        assert 'href="/was">Tilgængelighedserklæring</a>' in page.text
        assert 'href="/privatliv">Privatliv</a>' in page.text
