"""Recording whether anybody may read how far an agreement has come."""

from activities.recording.matter import Matter, Refused
from request_types import PublicStatusPayload
from workflows.contracts.requests import Recorded


def record_public_status(matter: Matter) -> Recorded:
    """Show the agreement's public page, or hide it."""
    is_public = matter.payload(PublicStatusPayload).is_public
    if matter.cycle.is_public is is_public:
        raise Refused("Siden er allerede offentlig." if is_public else "Siden er ikke offentlig.")
    matter.cycle.is_public = is_public
    matter.session.add(matter.cycle)
    matter.enter({"is_public": is_public})
    return matter.done()
