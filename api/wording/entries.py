"""The register's entries in words."""

from collections.abc import Mapping
from typing import Final

from models.queries.cycle.page import Fact
from request_types import CATALOGUE
from workflows.rules.authority import AuthorityStep
from workflows.rules.council.outcomes import DecidedBy, Outcome
from workflows.rules.follow_up import Progress
from workflows.rules.remarks import RemarkVerdict

_KINDS: Final = {
    "phase": "ny fase",
    "round_opened": "runde åbnet",
    "round_settled": "runde afgjort",
    "stage_opened": "næste trin åbnet",
    "inquiry_opened": "spørgerunde åbnet",
    "inquiry_closed": "spørgerunde lukket",
    "owner_followed": "indsats har fået ny ansvarlig",
    "caught_up": "indsatser ført ajour efter den forrige aftale",
    "erased": "tekster slettet",
} | {kind.value: described.label for kind, described in CATALOGUE.items()}
_FACTS: Final = {
    "round": "runde",
    "version": "version",
    "outcome": "udfald",
    "decided_by": "besluttet af",
    "meeting_date": "møde",
    "meeting": "møde",
    "next_meeting_date": "ny mødedato",
    "deadline": "frist",
    "old_deadline": "fra",
    "new_deadline": "til",
    "old_phase": "fra",
    "new_phase": "til",
    "decision": "om post",
    "counts": "tæller",
    "confirmed_on": "stadfæstet",
    "corrects": "retter",
    "on_behalf": "på rådets vegne",
    "is_late": "efter runden",
    "is_editorial": "redaktionel",
    "start_phase": "begynder ved",
    "inquiry": "i",
    "adoption_on": "planlagt",
    "adopted_on": "vedtaget",
    "step": "skridt",
    "happened_on": "dato",
    "made_on": "dato",
    "number": "nr.",
    "owner": "ansvarlig",
    "progress": "status",
    "verdict": "behandling",
    "successor": "overtages af",
    "is_public": "offentlig",
    "quiet_until": "påmindes ikke før",
    "basis": "grund",
    "digests": "antal",
}
_WORDS: Final[dict[str, str]] = {
    **{outcome.value: outcome.danish for outcome in Outcome},
    **{decider.value: decider.danish for decider in DecidedBy},
    **{step.value: step.danish for step in AuthorityStep},
    **{progress.value: progress.danish for progress in Progress},
    **{verdict.value: verdict.danish for verdict in RemarkVerdict},
    "request": "på en persons ønske",
    "retention": "opbevaringstiden er gået",
}


def entry_word(kind: str) -> str:
    """Return the Danish word for an entry's kind."""
    return _KINDS.get(kind, kind)


def fact_words(facts: Mapping[str, Fact]) -> str:
    """Return an entry's facts as a line of text: "udfald godkendt · møde 2027-11-22"."""
    shown = ((word, facts[name]) for name, word in _FACTS.items() if facts.get(name) not in (None, "", False))
    return " · ".join(word if value is True else f"{word} {_fact_word(value)}" for word, value in shown)


def _fact_word(value: Fact) -> str:
    return str(len(value)) if isinstance(value, list) else _WORDS.get(str(value), str(value))
