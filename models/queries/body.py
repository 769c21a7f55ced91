"""One body of the directory: what it is, whom it belongs to, how it is reached and when it meets."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlmodel import Session, col, select

from models.directory import ClusterMark, ContactFacts, contact_of
from models.directory.bodies import COUNCILS
from models.directory.contacts.importing import codes_of_contacts
from models.directory.page import OTHER_KINDS
from models.directory.parties import holds
from models.queries.running_cases import RunningCase, running_cases
from models.tables import Body, BodyKind, Meeting, Membership
from workflows.rules.council.meetings import MeetingLevel

KIND_WORDS: Final = {
    **OTHER_KINDS,
    BodyKind.REGION: "region",
    BodyKind.MUNICIPALITY: "kommune",
    BodyKind.MUNICIPAL_COUNCIL: "kommunalbestyrelse",
    BodyKind.REGIONAL_COUNCIL: "regionsråd",
}
_AUTHORITIES: Final = (BodyKind.MUNICIPALITY, BodyKind.REGION)


@dataclass(frozen=True, slots=True)
class Named:
    """A body that another page tells of."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class ComingMeeting:
    """A meeting that is known and lies ahead; dates are local, `word` is what the body calls the level."""

    number: int
    word: str
    held_on: date
    agenda_closes_on: date | None


@dataclass(frozen=True, slots=True)
class BodyPage:
    """A body; `authority` is whose council it is, `members` are a cluster's municipalities.

    `levels` are who meets, as code and word, empty for a body that is no council. Dates are local, inclusive.
    """

    code: str
    name: str
    kind: str
    region: str
    is_sure: bool
    source: str
    valid_to: date | None
    heir: Named | None
    authority: Named | None
    clusters: tuple[ClusterMark, ...]
    members: tuple[Named, ...]
    contact: ContactFacts | None
    levels: tuple[tuple[str, str], ...]
    meetings: tuple[ComingMeeting, ...]
    cases: tuple[RunningCase, ...]


def reached_as(session: Session, code: str) -> str | None:
    """Return the body whose contact a code means: a municipality's council's; None where nobody has the code."""
    return codes_of_contacts(session).get(code)


def body_page(session: Session, code: str, *, today: date) -> BodyPage | None:
    """Return a body as seen on the local date `today`, None where there is none."""
    body = session.get(Body, code)
    if body is None:
        return None
    region, heir = session.get(Body, body.region_code), session.get(Body, body.successor_code or "")
    authority = _authority(session, code) if body.kind in COUNCILS else None
    return BodyPage(
        code=code,
        name=body.name,
        kind=KIND_WORDS[body.kind],
        region=region.name if region else "",
        is_sure=body.is_sure,
        source=body.source,
        valid_to=body.valid_to,
        heir=_named(heir),
        authority=_named(authority),
        clusters=_clusters(session, authority.code if authority else code, today),
        members=_members(session, code, today) if body.kind is BodyKind.CLUSTER else (),
        contact=contact_of(session, code),
        levels=tuple((each.value, _word(each, body)) for each in reversed(MeetingLevel) if body.kind in COUNCILS),
        meetings=_meetings(session, body, today),
        cases=running_cases(session, (code,)).get(code, ()),
    )


def _named(body: Body | None) -> Named | None:
    return Named(body.code, body.name) if body else None


def _authority(session: Session, council: str) -> Body | None:
    rows = (
        select(Body)
        .join(Membership, col(Membership.body_code) == Body.code)
        .where(Membership.member_code == council, col(Body.kind).in_(_AUTHORITIES))
        .order_by(col(Membership.valid_from).desc())
    )
    return session.exec(rows).first()


def _clusters(session: Session, member: str, on: date) -> tuple[ClusterMark, ...]:
    rows = session.exec(
        select(Membership, Body)
        .join(Body, col(Body.code) == Membership.body_code)
        .where(Membership.member_code == member, Body.kind == BodyKind.CLUSTER)
        .where(holds(Membership, on), holds(Body, on))
        .order_by(col(Membership.is_primary).desc(), Body.sort_key)
    )
    return tuple(
        ClusterMark(body.code, body.name, tie.is_primary, tie.is_sure and body.is_sure) for tie, body in rows
    )


def _members(session: Session, cluster: str, on: date) -> tuple[Named, ...]:
    rows = session.exec(
        select(Body)
        .join(Membership, col(Membership.member_code) == Body.code)
        .where(Membership.body_code == cluster, Body.kind == BodyKind.MUNICIPALITY, holds(Membership, on))
        .order_by(Body.sort_key, Body.code)
    )
    return tuple(Named(body.code, body.name) for body in rows)


def _meetings(session: Session, body: Body, today: date) -> tuple[ComingMeeting, ...]:
    rows = session.exec(
        select(Meeting)
        .where(Meeting.body_code == body.code, Meeting.held_on >= today)
        .order_by(col(Meeting.held_on), col(Meeting.id))
    )
    return tuple(
        ComingMeeting(row.id or 0, _word(row.level, body), row.held_on, row.agenda_closes_on) for row in rows
    )


def _word(level: MeetingLevel, body: Body) -> str:
    return level.danish_in_a_region if body.kind is BodyKind.REGIONAL_COUNCIL else level.danish
