"""What is judged of a request before it is put into the inbox."""

from datetime import date

import pytest

from request_types.answers import PlanPayload
from request_types.faults import BadInput

TODAY = date(2027, 11, 1)


@pytest.mark.parametrize("field", ["committee_date", "finance_committee_date"])
@pytest.mark.parametrize("day", [date.min, date(1997, 1, 1), date(2058, 1, 1), date.max])
def test_a_committees_day_that_nobody_can_mean_is_refused(field: str, day: date) -> None:
    with pytest.raises(BadInput) as refused:
        PlanPayload.model_validate({field: day}).check(today=TODAY)
    (fault,) = refused.value.faults
    assert (fault.field, fault.message) == (
        field,
        "Datoen ligger mere end tredive år fra i dag. Kontrollér årstallet.",
    )


def test_every_far_day_of_a_plan_is_named() -> None:
    fields = ("planned_meeting_date", "committee_date", "finance_committee_date")
    with pytest.raises(BadInput) as refused:
        PlanPayload.model_validate(dict.fromkeys(fields, date.max)).check(today=TODAY)
    assert [fault.field for fault in refused.value.faults] == list(fields)


def test_a_committee_may_have_met_before_the_council_tells_of_it() -> None:
    plan = PlanPayload(committee_date=date(2027, 10, 4), planned_meeting_date=date(2027, 11, 17))
    plan.check(today=TODAY)
    PlanPayload(finance_committee_date=date(2027, 12, 1)).check(today=TODAY)
