"""What may be chosen in the office's forms where the cycle says so: bodies, and whom an inquiry asks."""

from api.dependencies import Dependencies
from models.queries.cycle.inquiries import InquiryLine, inquiries_of_cycle
from models.queries.start.choices import bodies_of_region
from request_types.inputs import Options


def choices_of(deps: Dependencies, cycle_id: str, inquiry: str = "") -> dict[str, Options]:
    """Return what may be chosen in forms of a cycle, and of the inquiry with this slug, by the field's name."""
    with deps.database.read() as session:
        bodies = bodies_of_region(session, cycle_id, today=deps.today)
        asked = [each for each in inquiries_of_cycle(session, cycle_id) if each.slug == inquiry]
    parties = party_choices(asked[0]) if asked else ()
    return {"owner": bodies, "successor": bodies, "party": parties}


def party_choices(inquiry: InquiryLine) -> Options:
    """Return whom an inquiry asks."""
    return tuple((each.code, each.title) for each in inquiry.addressees)
