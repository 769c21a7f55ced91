"""What becomes of the text: its versions, its release, and its adoption."""

from dataclasses import replace

from sqlmodel import col, func, select

from activities.handling.context import Refused, RequestContext
from activities.handling.registry import handles
from activities.recording.round_state import AT_THE_COUNCILS
from activities.requests.desk import clear_desk
from activities.requests.hearings import unjudged
from activities.requests.inquiries import refuse_missing
from activities.requests.rounds import fell
from models.agreements.cycle_log import is_granted_in_phase
from models.agreements.versions import digests_of
from models.register.chain import Fact
from models.tables import Request, RequestResult, Round, RoundState, TaskKind, Version
from request_types.cycles import (
    ADOPTION,
    ADOPTION_PLAN,
    RELEASE,
    VERSION,
    AdoptionPayload,
    AdoptionPlanPayload,
    ReleasePayload,
    VersionPayload,
)
from workflows.contracts.requests import Recorded
from workflows.rules.course.phases import BEFORE_THE_COUNCILS, Phase
from workflows.rules.requests import RequestKind


@handles(VERSION)
def handle_version(context: RequestContext, published: VersionPayload) -> Recorded:
    """Record a published version; a substantive one fells the round that lies at the councils."""
    version = _version(context, published.number)
    changed = newest_change(context, version)
    round_ = context.round
    if round_ and round_.state in AT_THE_COUNCILS:
        _put_into_round(context, round_, version, changed)
    elif round_ and round_.state is not RoundState.FALLEN and not _is_written_anew(context):
        _put_into_settled_round(context, round_, version, changed)
    _enter_version(context, version)
    return Recorded(
        context.number,
        context.request.kind,
        accepted=True,
        version=version.number,
        is_editorial=changed is None,
    )


def _is_written_anew(context: RequestContext) -> bool:
    """Tell whether the text went back to its authors, so that the round that it passed binds it no longer."""
    return context.cycle.phase in BEFORE_THE_COUNCILS


def _enter_version(context: RequestContext, version: Version) -> None:
    facts: dict[str, Fact] = {
        "version": version.number,
        "sha256": version.sha256,
        "is_editorial": version.is_editorial,
    }
    if parts := digests_of(context.session, version)[1:]:
        facts["parts"] = list(parts)
    context.enter(facts, {"label": version.label, "reason": version.reason})


@handles(RELEASE)
def handle_release(context: RequestContext, _: ReleasePayload) -> Recorded:
    """Record that the drafting is over."""
    if context.cycle.phase is not Phase.DRAFTING:
        raise Refused("Teksten er allerede frigivet.")
    context.enter({"version": text_to_send(context)})
    return context.done()


def text_to_send(context: RequestContext) -> int:
    """Return the number of the newest version, which goes on from its authors.

    Raises:
        Refused: there is none, or only the one that a round was about already.
    """
    newest = _newest_version(context)
    if newest is None:
        raise Refused("Læg et dokument op, før teksten frigives.")
    if context.round and newest <= context.round.version:
        raise Refused("Læg en ny version op, før der sendes til godkendelse igen.")
    return newest


def _put_into_settled_round(
    context: RequestContext, round_: Round, version: Version, changed: Version | None
) -> None:
    if changed is version:
        raise Refused("Alle råd har godkendt teksten. En indholdsmæssig ændring kræver, at forløbet går om.")
    if changed:
        raise Refused(
            f"Alle råd har godkendt teksten, og version {changed.number} ændrer den i indholdet. "
            "En indholdsmæssig ændring kræver, at forløbet går om."
        )
    round_.version = max(round_.version, version.number)
    context.session.add(round_)


def _put_into_round(context: RequestContext, round_: Round, version: Version, changed: Version | None) -> None:
    if version.number <= round_.version:
        return  # the round was opened with it, or with a newer one
    if changed is None:
        round_.version = version.number
        context.session.add(round_)
    else:
        follows = f"Version {version.number} følger efter ny" if changed is not version else "Ny"
        fell(context, round_, f"{follows} version {changed.number}: {changed.reason or changed.label}")


def _version(context: RequestContext, number: int) -> Version:
    mine = select(Version).where(Version.cycle_id == context.cycle.id, Version.number == number)
    version = context.session.exec(mine).first()
    if version is None:
        raise Refused(f"Version {number} findes ikke.")
    return version


def _newest_version(context: RequestContext) -> int | None:
    return context.session.exec(
        select(func.max(col(Version.number))).where(Version.cycle_id == context.cycle.id)
    ).one()


def newest_change(context: RequestContext, version: Version) -> Version | None:
    """Return the newest substantive version that comes with `version`, itself or one that it was built upon.

    A version's own request may arrive after a later one's; the later text holds its changes all the same.
    """
    if not version.is_editorial or context.round is None:
        return None if version.is_editorial else version
    changes = select(Version).where(
        Version.cycle_id == context.cycle.id,
        Version.number > context.round.version,
        Version.number < version.number,
        col(Version.is_editorial).is_(False),
        col(Version.number).not_in(_refused(context)),
    )
    return context.session.exec(changes.order_by(col(Version.number).desc())).first()


def _refused(context: RequestContext) -> set[int]:
    """Return the versions that were refused: no later one is built upon them."""
    refused = (
        select(Request)
        .join(RequestResult, col(RequestResult.request_id) == Request.id)
        .where(Request.cycle_id == context.cycle.id, Request.kind == RequestKind.VERSION)
        .where(col(RequestResult.is_recorded).is_(False))
    )
    return {VersionPayload.model_validate(request.payload).number for request in context.session.exec(refused)}


@handles(ADOPTION_PLAN)
def handle_adoption_plan(context: RequestContext, plan: AdoptionPlanPayload) -> Recorded:
    """Record on which day the text is to be adopted; contacts are confirmed some weeks before."""
    if context.cycle.phase not in BEFORE_THE_COUNCILS:
        raise Refused("Teksten er allerede vedtaget.")
    context.refuse_faults(plan.faults_on(context.today))
    old = context.cycle.adoption_on
    context.cycle.adoption_on = plan.adoption_on
    context.session.add(context.cycle)
    days = {"old_date": old.isoformat() if old else None, "new_date": plan.adoption_on.isoformat()}
    context.enter(days, {"reason": plan.reason})
    return replace(context.done(), is_plan_stale=True)


@handles(ADOPTION)
def handle_adoption(context: RequestContext, adoption: AdoptionPayload) -> Recorded:
    """Record that the drafting body adopted the newest version; every remark of the hearing must be judged."""
    if context.cycle.phase is not Phase.ADOPTION:
        raise Refused(f"Forløbet er i fasen {context.cycle.phase}, ikke {Phase.ADOPTION}.")
    if is_granted_in_phase(context.session, context.cycle.id, RequestKind.ADOPTION):
        raise Refused("Teksten er allerede vedtaget.")
    refuse_missing(context, adoption.minutes_sha256)
    version = text_to_send(context)
    if lacking := unjudged(context):
        raise Refused(f"Disse høringssvar er endnu ikke behandlet: {', '.join(lacking)}.")
    clear_desk(context, TaskKind.HEARING_ANSWER)
    context.enter(
        {
            "version": version,
            "adopted_on": adoption.adopted_on.isoformat(),
            "minutes_sha256": adoption.minutes_sha256,
        }
    )
    return context.done()
