"""What the office asks of a whole cycle."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Final

from pydantic import Field

from request_types.dates import has_happened, is_to_come, not_too_far
from request_types.faults import Fault, Missing
from request_types.inputs import Input, Widget, options_of
from request_types.payload import (
    BODY,
    DecisionNumber,
    Line,
    Minutes,
    Number,
    Payload,
    Reason,
    ReasonNeeded,
    Text,
)
from request_types.request_type import RequestType
from workflows.rules.remarks import RemarkVerdict
from workflows.rules.requests import RequestKind


class StartPayload(Payload):
    """The cycle is to be started; all that it needs stands in its row."""


START: Final = RequestType(kind=RequestKind.START, payload=StartPayload, label="start af forløb")


class VersionPayload(Payload):
    """A version of the text is published; the document lies in the store already."""

    number: Number


VERSION: Final = RequestType(kind=RequestKind.VERSION, payload=VersionPayload, label="ny version")


class ReleasePayload(Payload):
    """The drafting is over: the newest version goes on to the next phase."""


RELEASE: Final = RequestType(
    kind=RequestKind.RELEASE,
    payload=ReleasePayload,
    label="frigivelse af teksten",
    path="releases",
    slug="frigivelse",
    button="Frigiv teksten",
)


class RemarkPayload(Payload):
    """What became of a remark of a hearing answer: a new one, or `remark`, which is judged anew."""

    answer: Number
    remark: Number | None = None
    paragraph: Annotated[Line, Input("Afsnit i aftalen (frivilligt)")] = ""
    text: Annotated[Text, Field(min_length=1), Input("Bemærkningen", Widget.AREA), Missing("Skriv bemærkningen.")]
    verdict: Annotated[
        RemarkVerdict,
        Input("Hvad blev der af bemærkningen?", Widget.CHOICE, options=options_of(RemarkVerdict)),
        Missing("Vælg, hvad der blev af bemærkningen."),
    ]
    reason: Annotated[Reason, Input("Hvorfor?", Widget.AREA)] = ""

    def faults_on(self, today: date) -> Iterator[Fault]:
        """Yield a fault where a remark is not followed and nobody says why; on any day."""
        del today
        needs_reason = self.verdict in {RemarkVerdict.PARTLY, RemarkVerdict.NOT_TAKEN_IN}
        if needs_reason and not self.reason:
            yield Fault("reason", "Skriv, hvorfor bemærkningen ikke er fulgt fuldt ud.")


REMARK: Final = RequestType(
    kind=RequestKind.REMARK,
    payload=RemarkPayload,
    label="behandling af bemærkning",
    path="remarks",
    slug="bemaerkning",
    button="Gem bemærkningen",
    writes_letters=False,
)


class AdoptionPlanPayload(Payload):
    """On which local date the text is to be adopted; contacts are confirmed some weeks before."""

    adoption_on: Annotated[
        date, Input("Hvornår skal teksten vedtages?", Widget.DAY), Missing("Skriv dagen for vedtagelsen.")
    ]
    reason: Annotated[Reason, Input("Begrundelse (frivilligt)", Widget.AREA)] = ""

    def faults_on(self, today: date) -> Iterator[Fault]:
        """Yield a fault where the day is over."""
        yield from is_to_come("adoption_on", self.adoption_on, today, too_early=_ADOPTED_BEFORE, sooner_than=today)


_ADOPTED_BEFORE: Final = "Datoen ligger i fortiden; vælg den dag, hvor teksten skal vedtages."
ADOPTION_PLAN: Final = RequestType(
    kind=RequestKind.ADOPTION_PLAN,
    payload=AdoptionPlanPayload,
    label="dato for vedtagelse",
    path="adoption-plan",
    slug="vedtagelsesdato",
    button="Gem datoen",
    writes_letters=False,
)


class AdoptionPayload(Payload):
    """The body that drafts the text adopted its newest version at a meeting (local date)."""

    adopted_on: Annotated[date, Input("Dato for mødet", Widget.DAY), Missing("Skriv datoen for mødet.")]
    minutes_sha256: Minutes = None

    def faults_on(self, today: date) -> Iterator[Fault]:
        """Yield a fault where the meeting is still to come."""
        yield from has_happened("adopted_on", self.adopted_on, today, not_yet=_NOT_ADOPTED_YET)


_NOT_ADOPTED_YET: Final = "Mødet ligger i fremtiden; registrér vedtagelsen, når det er holdt."
ADOPTION: Final = RequestType(
    kind=RequestKind.ADOPTION,
    payload=AdoptionPayload,
    label="vedtagelse",
    path="adoption",
    slug="vedtagelse",
    button="Registrér vedtagelsen",
)


class CheckPayload(Payload):
    """A decision was compared with the minutes."""

    decision: DecisionNumber


CHECK: Final = RequestType(
    kind=RequestKind.CHECK,
    payload=CheckPayload,
    label="kontrol mod referat",
    path="checks",
    slug="kontrol",
    button="Kontrolleret mod referatet",
    writes_letters=False,
)


class MovedDeadline(Payload):
    """A deadline is moved to another local date."""

    deadline: Annotated[date, Input("Ny frist", Widget.DAY), Missing("Skriv den nye frist.")]
    reason: ReasonNeeded

    def faults_on(self, today: date) -> Iterator[Fault]:
        """Yield a fault where the new deadline leaves no day, or lies farther ahead than anybody plans."""
        if self.deadline <= today:
            yield Fault("deadline", "Den nye frist skal ligge efter i dag.")
        yield from not_too_far("deadline", [self.deadline], today, what="Fristen")


class DeadlinePayload(MovedDeadline):
    """The round's deadline is moved."""


DEADLINE: Final = RequestType(
    kind=RequestKind.DEADLINE,
    payload=DeadlinePayload,
    label="flytning af frist",
    path="deadline",
    slug="frist",
    button="Flyt fristen",
)


class CloseRoundPayload(Payload):
    """The secretariat closes the round as fallen, with the minutes as evidence."""

    reason: ReasonNeeded
    minutes_sha256: Minutes = None


CLOSE_ROUND: Final = RequestType(
    kind=RequestKind.CLOSE_ROUND,
    payload=CloseRoundPayload,
    label="lukning af runde",
    path="round-closure",
    slug="luk-runde",
    button="Luk runden som faldet",
)


class ConfirmPayload(Payload):
    """SSU confirmed the agreement at a meeting (local date)."""

    confirmed_on: Annotated[date, Input("Dato for mødet", Widget.DAY), Missing("Skriv datoen for mødet.")]

    def faults_on(self, today: date) -> Iterator[Fault]:
        """Yield a fault where the meeting is still to come."""
        yield from has_happened("confirmed_on", self.confirmed_on, today, not_yet=_NOT_CONFIRMED_YET)


_NOT_CONFIRMED_YET: Final = "Mødet ligger i fremtiden; registrér det, når det er holdt."
CONFIRM: Final = RequestType(
    kind=RequestKind.CONFIRM,
    payload=ConfirmPayload,
    label="stadfæstelse",
    path="confirmation",
    slug="stadfaestelse",
    button="Registrér stadfæstelse",
)


class PublicStatusPayload(Payload):
    """The agreement's public page is shown, or hidden."""

    is_public: Annotated[
        bool,
        Input(
            "Må alle se, hvor langt aftalen er?",
            Widget.CHOICE,
            "Siden viser kun råd, der har besluttet. Den viser aldrig, hvem der mangler.",
            (("true", "Ja, vis siden"), ("false", "Nej, skjul siden")),
        ),
        Missing("Vælg, om siden skal vises."),
    ]


PUBLIC_STATUS: Final = RequestType(
    kind=RequestKind.PUBLIC_STATUS,
    payload=PublicStatusPayload,
    label="offentlig status",
    path="public-status",
    slug="offentlig-status",
    button="Gem",
    offer="Vis eller skjul den offentlige side",
    writes_letters=False,
)


class CancelPayload(Payload):
    """The cycle is given up."""

    reason: ReasonNeeded


CANCEL: Final = RequestType(
    kind=RequestKind.CANCEL,
    payload=CancelPayload,
    label="annullering",
    path="cancellation",
    slug="annullering",
    button="Annullér forløbet",
    offer="Annullér forløbet",
    is_grave=True,
)


class LapsePayload(Payload):
    """The agreement lapses, because law or territory changed; open initiatives go to the named body."""

    reason: Annotated[
        Reason,
        Field(min_length=1),
        Input("Hvorfor bortfalder aftalen?", Widget.AREA),
        Missing("Skriv en begrundelse."),
    ]
    successor: Annotated[Line, BODY, Input("Hvem overtager de åbne indsatser? (frivilligt)", Widget.CHOICE)] = ""


LAPSE: Final = RequestType(
    kind=RequestKind.LAPSE,
    payload=LapsePayload,
    label="bortfald",
    path="lapse",
    slug="bortfald",
    button="Lad aftalen bortfalde",
    offer="Lad aftalen bortfalde (loven eller landkortet er ændret)",
    is_grave=True,
)


class TaskDonePayload(Payload):
    """A task on the desk was dealt with outside the system."""

    task: Number
    note: Annotated[Reason, Input("Bemærkning (frivilligt)")] = ""


TASK_DONE: Final = RequestType(
    kind=RequestKind.TASK_DONE,
    payload=TaskDonePayload,
    label="opgave afsluttet",
    path="tasks",
    slug="opgave",
    button="Afslut opgaven",
    writes_letters=False,
)
