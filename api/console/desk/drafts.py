"""Drafts of letters from the desk: the machine suggests, the officer reads, corrects and sends."""

from typing import Final

from models.queries.desk.desk import TaskKind, TaskLine
from workflows.rules.letters import LetterKind

_OPENING: Final = "I har indberettet »{outcome}« om {title}.\n\n"
_BODIES: Final = {
    TaskKind.RULING: (
        "For at kunne afgøre, om det tæller som en godkendelse, vil vi gerne vide, om forudsætningen er opfyldt, "
        "eller om teksten for jer skal ændres. Ring gerne."
    ),
    TaskKind.FROZEN: (
        "Vi har fået en indsigelse mod indberetningen. Indtil det er afklaret, tæller beslutningen ikke. "
        "Send os gerne et udskrift af referatet."
    ),
    TaskKind.REJECTED: (
        "Aftalen kræver alle råds godkendelse. Vi vil gerne høre, hvad der skal til, før der tages stilling til "
        "det videre forløb. Er indberetningen en fejl, kan I rette den med linket."
    ),
    TaskKind.NOTED: (
        "»Taget til efterretning« er ikke en godkendelse. Aftalen kræver, at rådet godkender den. Kan sagen komme "
        "på rådets dagsorden igen med indstilling om godkendelse?"
    ),
    TaskKind.RETURNED: "Hvornår ventes sagen i rådet igen, og mangler I noget fra os for at kunne behandle den?",
    TaskKind.COMMITTEE_NO: (
        "Et udvalg har frarådet aftalen. Det er rådet, der beslutter; vi vil gerne vide, hvornår sagen kommer for "
        "og om vi kan bidrage med noget inden."
    ),
    TaskKind.SILENT: "Vi har endnu ikke hørt, hvad rådet har besluttet om {title}. Hvornår kan vi vente et svar?",
}


def draft_of(task: TaskLine) -> dict[str, str] | None:
    """Return the prefilled fields of a letter about a task, None where no letter is called for."""
    body = _BODIES.get(task.kind)
    if body is None or not task.party:
        return None
    text = (_OPENING if task.decision else "") + body
    outcome = task.decision.outcome.danish if task.decision else ""
    is_escalation = task.kind is TaskKind.SILENT
    return {
        "kind": (LetterKind.ESCALATION if is_escalation else LetterKind.CLARIFICATION).value,
        "subject": f"{task.authority}: {task.title}",
        "body": text.format(outcome=outcome, title=task.title),
    }
