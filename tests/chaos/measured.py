"""What a trial measured, as lines of the table."""

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from statistics import median

from activities.letters.message import message_id
from cli.settings import Settings
from models.tables import Letter, Request
from tests.chaos.clerks import Acknowledged
from tests.chaos.mail_sink import MailFault
from tests.chaos.trial import Trial
from tests.trust.figures import Figure
from workflows.rules.letters import LetterState

SENDER = Settings.model_fields["sender"].default

RECOVERY = {"worker": 15, "web": 15, "mail": 15, "postgresql": 30, "temporal": 30}
"""Seconds from a kill to the next recorded decision, median, at most."""


def figures(trial: Trial) -> list[Figure]:
    """Return what was measured of R1, R2, R5, R7 and R8."""
    return [_lost(trial), _twice(trial), _repeated_mails(trial), _letters(trial), _recovery(trial)]


def _lost(trial: Trial) -> Figure:
    by_number = {each.id: each for each in trial.requests}
    lost = [each for each in trial.acknowledged if not _is_kept(each, by_number.get(each.number), trial)]
    numbers = {each.number for each in trial.acknowledged}
    return Figure(
        "R1",
        "kvitterede henvendelser tabt under fejl",
        "0",
        f"{len(lost)} af {len(numbers)} ({len(trial.injuries)} kill -9)",
        is_met=not lost and len(numbers) >= trial.asked and "ubrudt kædet" in trial.chain,
    )


def _is_kept(seen: Acknowledged, row: Request | None, trial: Trial) -> bool:
    if row is None or seen.number not in trial.results or not row.key.endswith(f":{seen.form.nonce}"):
        return False
    is_his = (row.cycle_id, row.party) == (seen.form.council.cycle_id, seen.form.council.code)
    kept = {name: str(value) for name, value in row.payload.items()}
    names = kept.keys() & seen.form.typed.keys() - {"contact_confirmed"}
    return is_his and len(names) > 1 and all(kept[name] == seen.form.typed[name] for name in names)


def _twice(trial: Trial) -> Figure:
    numbers: dict[tuple[str, str], set[int]] = {}
    for seen in trial.acknowledged:
        numbers.setdefault((seen.form.council.link, seen.form.nonce), set()).add(seen.number)
    receipts = sum(len(each) - 1 for each in numbers.values())
    standing = Counter(
        (each.cycle_id, each.round, each.party) for each in trial.decisions if each.outcome.is_final
    )
    finals_twice = sum(count - 1 for count in standing.values())
    again = sum(each.posts - 1 for each in trial.acknowledged)
    return Figure(
        "R2",
        "talt to gange, eller to endelige udfald for samme råd",
        "0",
        f"{receipts + finals_twice}"
        f" ({len(trial.acknowledged)} kvitteringer, {again} gentagne posts, {len(standing)} råd)",
        is_met=receipts + finals_twice == 0 and len(standing) > 0,
    )


def _repeated_mails(trial: Trial) -> Figure:
    taken = Counter(mail["id"] for mail in trial.mails if "id" in mail)
    dropped = sum(mail.get("fault") == MailFault.DROPPED for mail in trial.mails)
    faults = dropped + sum(injury.part != "web" for injury in trial.injuries)
    repeats = sum(count - 1 for count in taken.values())
    unmatched = _unmatched(taken.keys(), trial.letters)
    return Figure(
        "R5",
        "gentagne mails (samme Message-ID)",
        "≤ 1 for hver fejl",
        f"{repeats} af {len(taken)} mails ved {faults} fejl, der kan gentage dem{unmatched}",
        is_met=repeats <= faults and not unmatched,
    )


def _unmatched(taken: AbstractSet[str], letters: Sequence[Letter]) -> str:
    """Say which mails no letter accounts for, and which sent letters no mail server saw; nothing where all match.

    A mail may have been taken just before whoever would note it fell; a letter that was overtaken before it was
    tried again accounts for it.
    """
    sent = {each.message_id for each in letters if each.state is LetterState.SENT}
    overtaken = {message_id(each.key, sender=SENDER) for each in letters if each.state is LetterState.OVERTAKEN}
    told = {"taget, uden et brev": taken - sent - overtaken, "noteret sendt, ikke taget": sent - taken}
    return "".join(f"; {words}: {sorted(names)}" for words, names in told.items() if names)


def _letters(trial: Trial) -> Figure:
    ended = sum(each.state.is_final for each in trial.letters)
    return Figure(
        "R7",
        "breve, der er nået til deres ende",
        "100 %",
        f"{ended} af {len(trial.letters)}",
        is_met=ended == len(trial.letters) > 0,
    )


def _recovery(trial: Trial) -> Figure:
    seconds: dict[str, list[float]] = {}
    for injury in trial.injuries:
        if (took := _seconds_after(injury.at, trial)) is not None:
            seconds.setdefault(injury.part.split()[0], []).append(took)
    medians = {part: median(each) for part, each in seconds.items()}
    return Figure(
        "R8",
        "fra et kill -9 til næste registrering (median)",
        "≤ 15 s worker/web, ≤ 30 s database/Temporal",
        ", ".join(f"{part} {took:.1f} s" for part, took in sorted(medians.items())),
        is_met=medians.keys() == RECOVERY.keys() and all(took <= RECOVERY[part] for part, took in medians.items()),
    )


def _seconds_after(at: datetime, trial: Trial) -> float | None:
    """Return how long it took until something that came in after an instant was recorded."""
    recorded: Sequence[datetime] = [
        trial.results[each.id].decided_at
        for each in trial.requests
        if each.id in trial.results and each.received_at > at
    ]
    return (min(recorded) - at).total_seconds() if recorded else None
