"""What a version changes: not only by itself, but by those that it was built upon."""

from sqlmodel import col, select

from activities.recording.matter import Matter
from models.tables import Request, RequestResult, Version
from request_types import VersionPayload
from workflows.rules.requests import RequestKind


def newest_change(matter: Matter, version: Version) -> Version | None:
    """Return the newest substantive version that comes with `version`, itself or one that it was built upon.

    A version's own request may arrive after a later one's; the later text holds its changes all the same.
    """
    if not version.is_editorial or matter.round is None:
        return None if version.is_editorial else version
    changes = select(Version).where(
        Version.cycle_id == matter.cycle.id,
        Version.number > matter.round.version,
        Version.number < version.number,
        col(Version.is_editorial).is_(False),
        col(Version.number).not_in(_refused(matter)),
    )
    return matter.session.exec(changes.order_by(col(Version.number).desc())).first()


def _refused(matter: Matter) -> set[int]:
    """Return the versions that were refused: no later one is built upon them."""
    refused = (
        select(Request)
        .join(RequestResult, col(RequestResult.request_id) == Request.id)
        .where(Request.cycle_id == matter.cycle.id, Request.kind == RequestKind.VERSION)
        .where(col(RequestResult.is_recorded).is_(False))
    )
    return {VersionPayload.model_validate(request.payload).number for request in matter.session.exec(refused)}
