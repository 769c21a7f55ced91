"""Each sort of request is described once and handled once."""

from collections import Counter

import pytest

from activities.handling.registry import HANDLERS, handles
from request_types import ADDRESS, CATALOGUE, OFFICE_REQUESTS, Subject, read_payload, request_type
from request_types.answers import ANSWER
from request_types.faults import FILL_IN, BadInput, Fault
from request_types.inputs import Widget, digest_field, is_digest
from workflows.rules.requests import RequestKind


def test_every_kind_is_described_and_handled() -> None:
    assert CATALOGUE.keys() == set(RequestKind)
    assert HANDLERS.keys() == set(RequestKind)


def test_a_second_handler_is_refused() -> None:
    with pytest.raises(ValueError, match="answer has a handler"):
        handles(ANSWER)(lambda *_: pytest.fail("it was called"))


@pytest.mark.parametrize("name", ["path", "slug", "label"])
def test_no_two_requests_go_by_the_same_name(name: str) -> None:
    names = Counter(getattr(asked, name) for asked in OFFICE_REQUESTS)
    assert len(names) > 20
    assert [each for each, count in names.items() if count > 1 or not each] == []


@pytest.mark.parametrize("kind", RequestKind)
def test_who_leaves_a_form_empty_hears_what_each_field_is_for(kind: RequestKind) -> None:
    typed = {digest_field(name) for name in request_type(kind).inputs()}
    assert [
        each.field for each in faults_of_nothing(kind) if each.message == FILL_IN and each.field in typed
    ] == []


def faults_of_nothing(kind: RequestKind) -> tuple[Fault, ...]:
    try:
        read_payload(kind, {})
    except BadInput as error:
        return error.faults
    return ()


@pytest.mark.parametrize("kind", RequestKind)
def test_a_form_asks_for_what_its_payload_has(kind: RequestKind) -> None:
    asked = request_type(kind)
    fields = asked.payload.model_fields
    for name, each in asked.inputs().items():
        assert digest_field(name) in {*fields, *ADDRESS}
        assert each.label
        assert (each.widget is Widget.FILE) is is_digest(digest_field(name))


def test_whoever_is_asked_in_an_inquiry_tells_it_by_link() -> None:
    asked = [each for each in CATALOGUE.values() if each.subject is Subject.ADDRESSEE]
    assert len(asked) == 3
    assert all(each.is_told_by_link and each.asked_in for each in asked)


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
    assert ("party" in request_type(kind).inputs(inquiry)) is concerns
