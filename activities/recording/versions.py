"""Recording what becomes of the text: its versions, and its release."""

from typing import Final

from sqlmodel import col, func, select

from activities.recording.changes import newest_change
from activities.recording.matter import AT_THE_COUNCILS, Matter, Refused
from activities.recording.round_state import fell
from models.register.chain import Fact
from models.tables import Round, RoundState, Version
from models.version_parts import digests_of
from request_types import VersionPayload
from workflows.contracts.requests import Recorded
from workflows.rules.phases import Phase

BEFORE_THE_COUNCILS: Final = frozenset({Phase.DRAFTING, Phase.HEARING, Phase.ADOPTION})


def record_version(matter: Matter) -> Recorded:
    """Record a published version; a substantive one fells the round that lies at the councils."""
    version = _version(matter, matter.payload(VersionPayload).number)
    changed = newest_change(matter, version)
    round_ = matter.round
    if round_ and round_.state in AT_THE_COUNCILS:
        _put_into_round(matter, round_, version, changed)
    elif round_ and round_.state is not RoundState.FALLEN and not _is_written_anew(matter):
        _put_into_settled_round(matter, round_, version, changed)
    _enter_version(matter, version)
    return Recorded(
        matter.number,
        matter.request.kind,
        accepted=True,
        version=version.number,
        is_editorial=changed is None,
    )


def _is_written_anew(matter: Matter) -> bool:
    """Tell whether the text went back to its authors, so that the round that it passed binds it no longer."""
    return matter.cycle.phase in BEFORE_THE_COUNCILS


def _enter_version(matter: Matter, version: Version) -> None:
    facts: dict[str, Fact] = {
        "version": version.number,
        "sha256": version.sha256,
        "is_editorial": version.is_editorial,
    }
    if parts := digests_of(matter.session, version)[1:]:
        facts["parts"] = list(parts)
    matter.enter(facts, {"label": version.label, "reason": version.reason})


def record_release(matter: Matter) -> Recorded:
    """Record that the drafting is over."""
    if matter.cycle.phase is not Phase.DRAFTING:
        raise Refused("Teksten er allerede frigivet.")
    matter.enter({"version": text_to_send(matter)})
    return matter.done()


def text_to_send(matter: Matter) -> int:
    """Return the number of the newest version, which goes on from its authors.

    Raises:
        Refused: there is none, or only the one that a round was about already.
    """
    newest = _newest_version(matter)
    if newest is None:
        raise Refused("Læg et dokument op, før teksten frigives.")
    if matter.round and newest <= matter.round.version:
        raise Refused("Læg en ny version op, før der sendes til godkendelse igen.")
    return newest


def _put_into_settled_round(matter: Matter, round_: Round, version: Version, changed: Version | None) -> None:
    if changed is version:
        raise Refused("Alle råd har godkendt teksten. En indholdsmæssig ændring kræver, at forløbet går om.")
    if changed:
        raise Refused(
            f"Alle råd har godkendt teksten, og version {changed.number} ændrer den i indholdet. "
            "En indholdsmæssig ændring kræver, at forløbet går om."
        )
    round_.version = max(round_.version, version.number)
    matter.session.add(round_)


def _put_into_round(matter: Matter, round_: Round, version: Version, changed: Version | None) -> None:
    if version.number <= round_.version:
        return  # the round was opened with it, or with a newer one
    if changed is None:
        round_.version = version.number
        matter.session.add(round_)
    else:
        follows = f"Version {version.number} følger efter ny" if changed is not version else "Ny"
        fell(matter, round_, f"{follows} version {changed.number}: {changed.reason or changed.label}")


def _version(matter: Matter, number: int) -> Version:
    mine = select(Version).where(Version.cycle_id == matter.cycle.id, Version.number == number)
    version = matter.session.exec(mine).first()
    if version is None:
        raise Refused(f"Version {number} findes ikke.")
    return version


def _newest_version(matter: Matter) -> int | None:
    return matter.session.exec(
        select(func.max(col(Version.number))).where(Version.cycle_id == matter.cycle.id)
    ).one()
