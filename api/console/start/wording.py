"""What the steps of a start say about kinds, parties and dates."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from api.forms.days import is_day
from workflows.rules.calendar.danish import danish_date, listed
from workflows.rules.council.outcomes import Outcome
from workflows.rules.course.phases import Phase
from workflows.rules.kinds import AgreementKind

PHASES: Final = {
    Phase.DRAFTING: "teksten skal skrives",
    Phase.HEARING: "udkastet er klar og skal sendes i høring",
    Phase.ADOPTION: "høringen er holdt, og teksten skal vedtages",
    Phase.APPROVAL: "teksten er vedtaget og skal til parterne nu",
    Phase.SUBMISSION: "teksten skal sendes til myndigheden",
    Phase.ENTRY_INTO_FORCE: "aftalen er godkendt og venter på sin første dag",
    Phase.FOLLOW_UP: "aftalen gælder allerede og skal følges op",
    Phase.EVALUATION: "perioden er ved at være slut",
}
ASSUMPTIONS: Final = (
    ("silent", "svarer ikke"),
    *((outcome.value, outcome.danish) for outcome in Outcome if outcome is not Outcome.APPROVED),
)
_DEFINITE: Final = re.compile(r"^(\w*(?:aftale))\b|^(\w*(?:plan))\b", re.IGNORECASE)


def about_kind(kind: AgreementKind, *, today: date) -> str:
    """Return who approves agreements of this kind, what they rest on and until when, in plain words."""
    who = " og derefter af ".join(stage.parties.danish for stage in kind.stages)
    basis = kind.legal_basis.rstrip(".")
    return f"Godkendes af {who}. Retsgrundlag: {basis}{_until(kind.legal_until, today)}."


def likely_title(kind: str, values: Mapping[str, str]) -> str:
    """Return what an agreement is likely called: "Sundhedsaftalen 2028-2031"."""
    name = _DEFINITE.sub(lambda found: f"{found[1]}n" if found[1] else f"{found[2]}en", kind)
    years = [values[day][:4] for day in ("period_start", "period_end") if is_day(values[day])]
    return " ".join((name, *(("-".join(dict.fromkeys(years)),) if years else ())))


def phase_options(kind: AgreementKind) -> tuple[tuple[str, str], ...]:
    """Return the phases in which a cycle of this kind may begin, each with what must be true."""
    may_begin = (phase for phase in kind.phases if phase is not Phase.CONFIRMATION)
    return tuple((phase.value, f"{phase.value} – {PHASES[phase]}") for phase in may_begin)


def what_starts(phase: Phase, asked: Sequence[str], *, has_text: bool) -> str:
    """Return what happens at once when the cycle is started; `asked` are the names of who is asked first."""
    if phase is Phase.APPROVAL and has_text:
        return f"Når I starter, sendes teksten med det samme til {len(asked)}: {listed(asked)}."
    if phase is Phase.APPROVAL:
        return "Når I starter, venter forløbet på teksten. Den sendes til parterne, når I har lagt den op."
    if phase is Phase.DRAFTING:
        return "Når I starter, begynder udarbejdelsen. Ingen af parterne får mail endnu."
    return f"Når I starter, begynder fasen {phase.value}, og de mails, som hører til den, sendes."


def _until(day: date | None, today: date) -> str:
    if day is None:
        return ""
    return f", som {'ophørte' if day < today else 'ophører'} {danish_date(day)}"
