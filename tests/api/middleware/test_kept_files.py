"""Style and script are fetched once, pages every time."""

from tests.api.office import SQLITE_ONLY, Office

pytestmark = SQLITE_ONLY
STYLE = "/static/aftalehjul.css"


def test_style_is_kept_and_asked_about_before_it_is_used_again(office: Office) -> None:
    client = office.client()
    first = client.get(STYLE)
    assert (first.status_code, first.headers["cache-control"]) == (200, "no-cache")
    again = client.get(STYLE, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content, again.headers["cache-control"]) == (304, b"", "no-cache")


def test_pages_are_never_kept(office: Office) -> None:
    assert office.client().get("/log-ind").headers["cache-control"] == "no-store"
