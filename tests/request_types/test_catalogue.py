import pytest

from request_types import request_type
from workflows.rules.requests import RequestKind


@pytest.mark.parametrize(
    ("kind", "inquiry", "concerns"),
    [
        (RequestKind.HEARING_ANSWER, "høring", True),
        (RequestKind.HEARING_ANSWER, "", True),
        (RequestKind.NEW_LINK, "kontaktrunde", True),
        (RequestKind.NEW_LINK, "", False),
        (RequestKind.ANSWER, "høring", False),
        (RequestKind.ANSWER, "", False),
    ],
)
def test_a_request_about_a_link_is_an_inquirys_where_it_names_one(
    kind: RequestKind, inquiry: str, *, concerns: bool
) -> None:
    assert request_type(kind).concerns_an_inquiry(inquiry) is concerns
