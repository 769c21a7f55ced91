"""What a start likely means where it says nothing: filled in for the reader, and followed until he changes it."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from api.console.start.form import FIELDS
from api.console.start.wording import likely_title
from api.forms.days import is_day
from api.forms.values import start_values
from models.agreements.start_relations import chooses_parties
from models.agreements.starting import NewCycle, StartBasis, checked, last_day, read_new_cycle
from models.directory import RegionFacts, UnknownRegion, region_by_code
from models.kinds import BadKind, UnknownKind, kind_by_code
from models.queries.start.hints import likely_adoption, likely_first_day, plan_of_start
from request_types.faults import BadInput
from workflows.rules.course.phases import Phase
from workflows.rules.kinds import AgreementKind

Values = dict[str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """The kind and the region of a start, once both are known."""

    kind: AgreementKind
    region: RegionFacts


def known_of(session: Session, values: Values) -> Known | None:
    """Return the kind and the region that were chosen, None where one of them is not."""
    try:
        return Known(kind_by_code(session, values["kind"]), region_by_code(session, values["region"]))
    except (UnknownKind, BadKind, UnknownRegion):
        return None


def fill_in(session: Session, values: Values, *, today: date) -> None:
    """Forget what the chosen kind does not ask, and fill in what is likely meant.

    What the reader has changed stays; what was filled in before follows what it stands on.
    """
    known = known_of(session, values)
    if known is None:
        return
    _forget(values, known.kind)
    _follow(values, "period_start", _iso(likely_first_day(session, known.kind, known.region.code, today=today)))
    if is_day(values["period_start"]):
        first = date.fromisoformat(values["period_start"])
        _follow(values, "period_end", _iso(last_day(first, known.kind.term_years)), is_needed=True)
    _follow(values, "title", likely_title(known.kind.title, values), is_needed=True)
    _fill_in_calendar(session, values, today)


def basis_of(session: Session, values: Values, *, today: date) -> tuple[NewCycle, StartBasis] | None:
    """Return what a start says and stands on, None where it does not say enough or says something impossible."""
    try:
        new = read_new_cycle(start_values({name: values[name] for name in FIELDS}))
        return new, checked(session, new, today=today)
    except BadInput:
        return None


def _fill_in_calendar(session: Session, values: Values, today: date) -> None:
    for name in ("approval_deadline", "adoption_on"):
        blank = values | {name: "" if values[name] == values[f"suggested_{name}"] else values[name]}
        known = basis_of(session, blank, today=today)
        plan = plan_of_start(session, *known, today=today) if known else None
        if known is None or plan is None:
            _follow(values, name, "")
        elif name == "approval_deadline":
            _follow(values, name, _iso(plan.deadline))
        else:
            _follow(values, name, _iso(likely_adoption(plan, known[1], today=today)))


def _forget(values: Values, kind: AgreementKind) -> None:
    if not chooses_parties(kind):
        values["parties"] = ""
    if values["start_phase"] not in kind.phases or values["start_phase"] == Phase.CONFIRMATION:
        values["start_phase"] = kind.phases[0].value
    if kind.legal_until is None:
        values["out_of_basis_reason"] = ""
    coming = kind.phases[kind.phases.index(Phase(values["start_phase"])) :]
    if Phase.ADOPTION not in coming:
        values["adoption_on"] = ""
    if Phase.APPROVAL not in coming:
        values |= {"approval_deadline": "", "unreachable_reason": ""}


def _follow(values: Values, name: str, likely: str, *, is_needed: bool = False) -> None:
    is_untouched = values[name] == values[f"suggested_{name}"]
    if is_untouched or (is_needed and not values[name].strip()):
        values[name] = likely
    values[f"suggested_{name}"] = likely


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
