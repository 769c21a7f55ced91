"""The calendar of an agreement before it is started: which council meetings each council can still reach."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from models.calendar import calendar_of_kind
from models.directory import PartyBody, party_bodies
from models.meetings.listing import meetings_of_bodies
from models.queries.start.plan_question import PlanBasis
from workflows.rules.calendar.working_days import WorkingCalendar
from workflows.rules.council.forecast import Forecast, Outlook, sentences
from workflows.rules.council.meetings import KnownMeeting, on_record
from workflows.rules.council.route import SAFE, last_dispatch, last_safe_dispatch, reachable, slack
from workflows.rules.kinds import AgreementKind, PartySelector

UNKNOWN = "ukendt"


@dataclass(frozen=True, slots=True)
class CouncilPlan:
    """A council's calendar; dates are local.

    `reach` is 0, 1, 2+ or ukendt: how many council meetings can decide what is sent on the day of dispatch;
    `meetings` are their days. `slack_days` tells how much later it may be sent with as many meetings, or two.
    """

    code: str
    name: str
    reach: str
    meetings: tuple[date, ...]
    slack_days: int | None
    last_safe_dispatch: date | None
    last_dispatch: date | None

    @property
    def is_known(self) -> bool:
        """Tell whether anything is known of the council's meetings."""
        return self.reach != UNKNOWN


@dataclass(frozen=True, slots=True)
class AgreementPlan:
    """What the calendar says; dates are local, `sentences` Danish.

    All councils must have approved by `deadline`; they are asked on `dispatch`. `adopt_by` leaves the town halls
    time to write the case; None where no council may reach two meetings any more.
    """

    in_force: date
    kind: str
    region: str
    deadline: date
    dispatch: date
    adopt_by: date | None
    sentences: tuple[str, ...]
    councils: tuple[CouncilPlan, ...]

    @property
    def unreachable(self) -> tuple[str, ...]:
        """The names of the councils that reach no meeting by the deadline."""
        return tuple(each.name for each in self.councils if each.is_known and not each.meetings)

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing is known of any council's meetings."""
        return not any(each.is_known for each in self.councils)


def plan_of_agreement(session: Session, basis: PlanBasis, *, today: date) -> AgreementPlan:
    """Return what the calendar says of an agreement, seen from the Danish local date `today`."""
    parties = asked_councils(session, basis.kind, basis.region.code, chosen=basis.chosen, on=basis.dispatch)
    meetings = meetings_of_bodies(session, [party.body_code for party in parties])
    calendar = calendar_of_kind(basis.kind, year=basis.dispatch.year)
    councils = tuple(_council(party, meetings.get(party.body_code, ()), basis, calendar) for party in parties)
    outlook = Outlook(tuple(map(_forecast, councils)), basis.deadline, basis.kind.drafted_by, today)
    return AgreementPlan(
        in_force=basis.in_force,
        kind=basis.kind.code,
        region=basis.region.name,
        deadline=basis.deadline,
        dispatch=basis.dispatch,
        adopt_by=outlook.adopt_by,
        sentences=sentences(outlook),
        councils=councils,
    )


def asked_councils(
    session: Session, kind: AgreementKind, region_code: str, *, chosen: Iterable[str], on: date
) -> tuple[PartyBody, ...]:
    """Return the councils that a kind asks on a local date, in Danish order; all of them until some are chosen."""
    codes = tuple(chosen)
    found: dict[str, PartyBody] = {}
    for selector in dict.fromkeys(stage.parties for stage in kind.stages):
        asks_all = selector is PartySelector.CHOSEN and not codes
        meant = PartySelector.REGION_AND_MUNICIPALITIES if asks_all else selector
        bodies = party_bodies(session, region_code=region_code, selector=meant, on=on, chosen=codes)
        found |= {each.code: each for each in bodies if _is_council(each)}
    return tuple(sorted(found.values(), key=lambda party: (party.sort_key, party.code)))


def _is_council(party: PartyBody) -> bool:
    return party.code != party.body_code  # a council goes by its municipality's or region's code


def _council(
    party: PartyBody, meetings: tuple[KnownMeeting, ...], basis: PlanBasis, calendar: WorkingCalendar
) -> CouncilPlan:
    known = on_record(meetings, since=basis.since, deadline=basis.deadline)
    days = reachable(basis.dispatch, deadline=basis.deadline, meetings=known, calendar=calendar)
    return CouncilPlan(
        code=party.code,
        name=party.name,
        reach=_reach(len(days)) if known else UNKNOWN,
        meetings=days,
        slack_days=slack(basis.dispatch, deadline=basis.deadline, meetings=known, calendar=calendar),
        last_safe_dispatch=last_safe_dispatch(deadline=basis.deadline, meetings=known, calendar=calendar),
        last_dispatch=last_dispatch(deadline=basis.deadline, meetings=known, calendar=calendar),
    )


def _reach(count: int) -> str:
    return f"{SAFE}+" if count >= SAFE else str(count)


def _forecast(council: CouncilPlan) -> Forecast:
    return Forecast(council.name, council.last_safe_dispatch, council.last_dispatch, is_known=council.is_known)
