"""Everything the office may ask of a cycle, in one table."""

from dataclasses import dataclass
from typing import Final

from workflows.rules.requests import RequestKind


@dataclass(frozen=True, slots=True)
class Action:
    """Something the office may ask: `path` is its name in the API, `danish` in the console's addresses."""

    kind: RequestKind
    path: str
    danish: str
    button: str


ACTIONS: Final = (
    Action(RequestKind.ANSWER, "answers", "indberetning", "Indberet på rådets vegne"),
    Action(RequestKind.PLAN, "plans", "moededatoer", "Gem mødedatoer"),
    Action(RequestKind.RULING, "rulings", "afklaring", "Gem afklaring"),
    Action(RequestKind.PROTEST, "protests", "indsigelse", "Registrér indsigelse"),
    Action(RequestKind.CONTACT, "contacts", "kontakt", "Skift kontakt og send nyt link"),
    Action(RequestKind.NEW_LINK, "links", "nyt-link", "Send nyt link"),
    Action(RequestKind.LETTER, "letters", "brev", "Send brevet"),
    Action(RequestKind.REOPEN, "reopenings", "genaabning", "Lad svaret gælde"),
    Action(RequestKind.REMINDER, "reminders", "paamindelse", "Send påmindelse nu"),
    Action(RequestKind.CALL, "calls", "opkald", "Notér opkaldet"),
    Action(RequestKind.HEARING_ANSWER, "hearing-answers", "hoeringssvar", "Registrér høringssvaret"),
    Action(RequestKind.CONTACT_CHECK, "contact-checks", "kontaktbekraeftelse", "Registrér bekræftelsen"),
    Action(RequestKind.STATUS_REPORT, "status-reports", "status", "Registrér status"),
    Action(RequestKind.EXTENSION, "extensions", "forlaengelse", "Flyt fristen"),
    Action(RequestKind.CLOSE_INQUIRY, "inquiry-closures", "luk-spoergerunde", "Luk før fristen"),
    Action(RequestKind.REMARK, "remarks", "bemaerkning", "Gem bemærkningen"),
    Action(RequestKind.ADOPTION_PLAN, "adoption-plan", "vedtagelsesdato", "Gem datoen"),
    Action(RequestKind.ADOPTION, "adoption", "vedtagelse", "Registrér vedtagelsen"),
    Action(RequestKind.AUTHORITY, "authority", "myndighed", "Registrér skridtet"),
    Action(RequestKind.INITIATIVE, "initiatives", "indsats", "Gem indsatsen"),
    Action(RequestKind.EVALUATION, "evaluations", "evaluering", "Registrér evalueringen"),
    Action(RequestKind.LAPSE, "lapse", "bortfald", "Lad aftalen bortfalde"),
    Action(RequestKind.CHECK, "checks", "kontrol", "Kontrolleret mod referatet"),
    Action(RequestKind.RELEASE, "releases", "frigivelse", "Frigiv teksten"),
    Action(RequestKind.DEADLINE, "deadline", "frist", "Flyt fristen"),
    Action(RequestKind.CLOSE_ROUND, "round-closure", "luk-runde", "Luk runden som faldet"),
    Action(RequestKind.CONFIRM, "confirmation", "stadfaestelse", "Registrér stadfæstelse"),
    Action(RequestKind.CANCEL, "cancellation", "annullering", "Annullér forløbet"),
    Action(RequestKind.PUBLIC_STATUS, "public-status", "offentlig-status", "Gem"),
    Action(RequestKind.TASK_DONE, "tasks", "opgave", "Afslut opgaven"),
)


WITHOUT_LETTERS: Final = frozenset(
    {
        RequestKind.PLAN,
        RequestKind.PROTEST,
        RequestKind.CALL,
        RequestKind.REMARK,
        RequestKind.ADOPTION_PLAN,
        RequestKind.INITIATIVE,
        RequestKind.EVALUATION,
        RequestKind.CHECK,
        RequestKind.PUBLIC_STATUS,
        RequestKind.TASK_DONE,
    }
)
"""What causes no letter at once, so that there is nothing to look at beforehand."""
