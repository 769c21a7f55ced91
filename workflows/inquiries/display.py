"""What coordinators see of an inquiry in the Temporal UI: details and search attributes."""

from collections.abc import Collection
from datetime import date

from temporalio import workflow
from temporalio.common import SearchAttributePair, TypedSearchAttributes

from workflows.contracts.inquiries import Addressee, InquiryInput
from workflows.naming import AGREEMENT, REGION, ROUND
from workflows.rules.calendar.danish import danish_date


def first_attributes(start: InquiryInput) -> TypedSearchAttributes:
    """Return the search attributes that an inquiry has."""
    return TypedSearchAttributes(
        [
            SearchAttributePair(AGREEMENT, start.ref.cycle_id),
            SearchAttributePair(REGION, start.region),
            SearchAttributePair(ROUND, start.ref.slug),
        ],
    )


class InquiryDisplay:
    """Shows who has answered and who is missing."""

    def __init__(self, start: InquiryInput) -> None:
        self._start = start

    def show(self, addressees: Collection[Addressee], answered: Collection[str], *, deadline: date) -> None:
        """Bring the details up to date."""
        missing = [each.name for each in addressees if each.code not in answered]
        lines = [f"**{self._start.ref.slug}** · {self._start.title}", ""]
        lines.append(f"- Frist: {danish_date(deadline)}")
        lines.append(f"- {len(addressees) - len(missing)} af {len(addressees)} har svaret")
        if missing:
            lines.append("- Mangler: " + ", ".join(missing))
        workflow.set_current_details("\n".join(lines))
