"""When a round is settled."""

from collections.abc import Collection, Sequence
from enum import StrEnum

from workflows.rules.council.standing import Standing


class Verdict(StrEnum):
    """What the councils' standings make of a round; the value is the word that readers see."""

    OPEN = "åben"
    BLOCKED = "blokeret"
    SETTLED = "afgjort"


class Quorum(StrEnum):
    """How many parties must approve; every council of the region concludes a sundhedsaftale (sundhedsloven)."""

    ALL = "all"
    SINGLE = "single"


def verdict(standings: Collection[Standing], *, quorum: Quorum = Quorum.ALL) -> Verdict:
    """Return the round's verdict from the standings of all its parties, the silent ones included.

    One council's no blocks a round that needs all; it falls only when the secretariat closes it.
    """
    approvals = sum(standing.counts for standing in standings)
    needed = len(standings) if quorum is Quorum.ALL else 1
    if standings and approvals >= needed:
        return Verdict.SETTLED
    if any(standing.blocks for standing in standings):
        return Verdict.BLOCKED
    return Verdict.OPEN


def round_verdict(stages: Sequence[tuple[Quorum, Collection[Standing]]]) -> Verdict:
    """Return the verdict of a round whose parties are asked stage by stage.

    It is settled when every stage is; a no that keeps its own stage from being settled blocks the round.
    """
    verdicts = [verdict(standings, quorum=quorum) for quorum, standings in stages]
    if verdicts and all(each is Verdict.SETTLED for each in verdicts):
        return Verdict.SETTLED
    return Verdict.BLOCKED if Verdict.BLOCKED in verdicts else Verdict.OPEN
