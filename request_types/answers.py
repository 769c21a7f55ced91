"""What a council tells through its link: its decision, or when it will take it."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Final, Self

from pydantic import model_validator

from request_types.dates import CHECK_THE_YEAR, OLDEST_MEETING, faults_of_far_dates, not_too_far
from request_types.faults import Fault, Missing, as_error
from request_types.inputs import Input, Widget, a_file, options_of
from request_types.payload import (
    REPORTER,
    AgendaItem,
    CaseNumber,
    Digest,
    Line,
    Link,
    Minutes,
    Number,
    Payload,
    Text,
)
from request_types.request_type import RequestType, Subject
from workflows.rules.council.outcomes import DecidedBy, Outcome
from workflows.rules.requests import RequestKind

NOT_HELD_YET: Final = "Mødedatoen ligger i fremtiden. Meld beslutningen, når mødet er holdt."


class AnswerPayload(Payload):
    """A council's answer; dates are local. `version` is the one that the form showed."""

    outcome: Annotated[
        Outcome,
        Input("Udfald", Widget.CHOICE, options=options_of(Outcome)),
        Missing("Vælg, hvad der blev besluttet."),
    ]
    decided_by: Annotated[
        DecidedBy,
        Input("Besluttet af", Widget.CHOICE, options=options_of(DecidedBy)),
        Missing("Vælg, hvem der traf beslutningen."),
    ]
    meeting_date: Annotated[date, Input("Mødets dato", Widget.DAY), Missing("Skriv datoen for mødet.")]
    agenda_item: Annotated[AgendaItem, Input("Punkt på dagsordenen")] = ""
    decision_text: Annotated[Text, Input("Beslutningen, ord for ord", Widget.AREA)] = ""
    remarks: Annotated[Text, Input("Bemærkninger til sekretariatet (frivilligt)", Widget.AREA)] = ""
    next_meeting_date: Annotated[date | None, Input("Ny mødedato, hvis udsat (frivilligt)", Widget.DAY)] = None
    case_number: Annotated[CaseNumber, Input("Rådets sagsnummer (frivilligt)")] = ""
    minutes_url: Annotated[Link, Input("Link til referatet (frivilligt)")] = ""
    minutes_sha256: Minutes = None
    evidence_sha256: Annotated[Digest | None, a_file("Rådets svar, for eksempel mailen som PDF (frivilligt)")] = (
        None
    )
    is_closed_item: Annotated[bool, Input("Lukket punkt", Widget.BOX)] = False
    reported_by: Annotated[Line, REPORTER] = ""
    corrects: Number | None = None
    version: Number | None = None

    @model_validator(mode="after")
    def _says_what_its_outcome_needs(self) -> Self:
        if faults := self.lacks():
            raise as_error(faults)
        return self

    def lacks(self) -> tuple[Fault, ...]:
        """Return what the answer lacks for its outcome, as Danish sentences."""
        needs_text = self.outcome.is_final or self.outcome in {Outcome.NOTED, Outcome.RECOMMENDED}
        conditional = self.outcome is Outcome.APPROVED_CONDITIONALLY
        remarked = self.outcome is Outcome.APPROVED_WITH_REMARKS
        following = self.next_meeting_date
        checks = [
            (self.outcome.is_final and not self.agenda_item, "agenda_item", _NO_ITEM),
            (needs_text and not self.decision_text, "decision_text", _NO_CONDITION if conditional else _NO_TEXT),
            (remarked and not self.remarks, "remarks", _NO_REMARKS),
            (following is not None and following <= self.meeting_date, "next_meeting_date", _NOT_LATER),
            (not _is_link(self.minutes_url), "minutes_url", _NO_LINK),
            (not self.reported_by, "reported_by", _NO_REPORTER),
        ]
        return tuple(Fault(field, message) for is_missing, field, message in checks if is_missing)

    def faults_on(self, today: date) -> Iterator[Fault]:
        """Yield faults where the meeting is still to come, or lies where nobody means it."""
        if self.meeting_date > today:
            yield Fault("meeting_date", NOT_HELD_YET)
        elif self.meeting_date < today - OLDEST_MEETING:
            yield Fault("meeting_date", f"Mødet ligger mere end to år tilbage. {CHECK_THE_YEAR}")
        if self.next_meeting_date:
            yield from not_too_far("next_meeting_date", [self.next_meeting_date], today, what="Mødet")


_NO_ITEM: Final = "Skriv punktets nummer på dagsordenen."
_NO_TEXT: Final = "Skriv beslutningen, som den står i referatet."
_NO_CONDITION: Final = "Skriv forudsætningen eller ændringen, som den står i referatet."
_NO_REMARKS: Final = "Skriv rådets bemærkninger, så sekretariatet kan sende dem videre."
_NOT_LATER: Final = "Den nye mødedato skal ligge efter det møde, hvor sagen blev udsat."
_NO_LINK: Final = "Linket til referatet skal begynde med https://."
_NO_REPORTER: Final = "Skriv, hvem der indberetter."


def _is_link(url: str) -> bool:
    return not url or url.startswith(("https://", "http://"))


ANSWER: Final = RequestType(
    kind=RequestKind.ANSWER,
    payload=AnswerPayload,
    label="indberetning",
    subject=Subject.COUNCIL,
    path="answers",
    slug="indberetning",
    button="Indberet på rådets vegne",
    is_told_by_link=True,
)


class PlanPayload(Payload):
    """When a council will decide, and whether the contact is right; None is "kendes ikke endnu"."""

    planned_meeting_date: Annotated[date | None, Input("Rådets møde", Widget.DAY)] = None
    committee_date: Annotated[date | None, Input("Fagudvalgets møde (frivilligt)", Widget.DAY)] = None
    finance_committee_date: Annotated[date | None, Input("Økonomiudvalgets møde (frivilligt)", Widget.DAY)] = None
    contact_confirmed: Annotated[bool, Input("Kontakten er bekræftet", Widget.BOX)] = False
    reported_by: Line = ""

    def faults_on(self, today: date) -> Iterator[Fault]:
        """Yield faults where the council's meeting is over; its committees may have met already."""
        planned = self.planned_meeting_date
        if planned and planned < today:
            yield Fault("planned_meeting_date", _HELD_ALREADY)
        elif planned:
            yield from not_too_far("planned_meeting_date", [planned], today, what="Mødet")
        committees = ("committee_date", "finance_committee_date")
        yield from faults_of_far_dates({field: getattr(self, field) for field in committees}, today=today)


_HELD_ALREADY: Final = "Mødet ligger i fortiden. Er sagen afgjort, så indberet beslutningen."
PLAN: Final = RequestType(
    kind=RequestKind.PLAN,
    payload=PlanPayload,
    label="mødedatoer",
    subject=Subject.COUNCIL,
    path="plans",
    slug="moededatoer",
    button="Gem mødedatoer",
    writes_letters=False,
    is_told_by_link=True,
)
