"""What the office records of the authority, of initiatives and of evaluations."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Final

from pydantic import AfterValidator, Field

from request_types.dates import has_happened, not_too_far
from request_types.faults import Fault, Missing
from request_types.inputs import Input, Widget, a_file, options_of
from request_types.payload import BODY, Digest, Document, Line, Number, Payload, Reason, Text
from request_types.request_type import RequestType
from workflows.rules.authority import AuthorityStep
from workflows.rules.follow_up import EvaluationKind, InitiativeSource, Progress
from workflows.rules.requests import RequestKind

LONGEST_LIST = 100
NOT_YET: Final = "Datoen ligger i fremtiden; registrér det, når det er sket."
_OWNER_OF_POINTS: Final = Input("Hvem følger punkterne op? (frivilligt)", Widget.CHOICE)
_POINTS: Final = Input(
    "Punkter, der skal følges op (frivilligt)", Widget.LINES, "Et punkt på hver linje; hvert bliver en indsats."
)
_MILESTONES: Final = Input(
    "Milepæle (frivilligt)", Widget.LINES, "En på hver linje: navn; dato. For eksempel »Aftale om data; 1.6.2028«."
)


def _filled(points: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out the points that say nothing: an initiative needs a name."""
    return tuple(point for point in points if point)


class AuthorityPayload(Payload):
    """One step of the correspondence with the authority (local date).

    `points` are the points of an answer that are to be followed up; each becomes an initiative of `owner`.
    """

    step: Annotated[
        AuthorityStep,
        Input("Hvad er der sket?", Widget.CHOICE, options=options_of(AuthorityStep)),
        Missing("Vælg, hvad der er sket."),
    ]
    happened_on: Annotated[date, Input("Dato", Widget.DAY), Missing("Skriv datoen.")]
    text: Annotated[Text, Input("Tekst (frivilligt)", Widget.AREA)] = ""
    answer_sha256: Document = None
    points: Annotated[tuple[Line, ...], Field(max_length=LONGEST_LIST), AfterValidator(_filled), _POINTS] = ()
    owner: Annotated[Line, BODY, _OWNER_OF_POINTS] = ""

    def faults_on(self, today: date) -> Iterator[Fault]:
        """Yield faults where nobody follows the points up, or the step is still to come."""
        if self.points and not self.owner:
            yield Fault("owner", "Vælg, hvilket organ der skal følge op på punkterne.")
        yield from has_happened("happened_on", self.happened_on, today, not_yet=NOT_YET)


AUTHORITY: Final = RequestType(
    kind=RequestKind.AUTHORITY,
    payload=AuthorityPayload,
    label="brevveksling med myndigheden",
    path="authority",
    slug="myndighed",
    button="Registrér skridtet",
)


class MilestonePayload(Payload):
    """A milestone of an initiative (local date)."""

    title: Annotated[Line, Field(min_length=1)]
    due_on: date


class InitiativePayload(Payload):
    """An initiative: a new one, or the one called `number`, which is changed; `owner` is a body's code.

    Without a `source` a new one comes from the agreement, and a changed one keeps its own.
    """

    number: Number | None = None
    title: Annotated[Line, Field(min_length=1), Input("Indsatsens navn"), Missing("Skriv indsatsens navn.")]
    owner: Annotated[
        Line,
        Field(min_length=1),
        BODY,
        Input("Ansvarligt organ", Widget.CHOICE),
        Missing("Vælg det ansvarlige organ."),
    ]
    paragraph: Annotated[Line, Input("Afsnit i aftalen (frivilligt)")] = ""
    goal: Annotated[Reason, Input("Mål (frivilligt)", Widget.AREA)] = ""
    source: InitiativeSource | None = None
    progress: Annotated[
        Progress | None, Input("Status (frivilligt)", Widget.CHOICE, options=options_of(Progress))
    ] = None
    milestones: Annotated[tuple[MilestonePayload, ...], Field(max_length=LONGEST_LIST), _MILESTONES] = ()

    def faults_on(self, today: date) -> Iterator[Fault]:
        """Yield a fault where a milestone lies farther ahead than anybody plans."""
        yield from not_too_far("milestones", [each.due_on for each in self.milestones], today)


INITIATIVE: Final = RequestType(
    kind=RequestKind.INITIATIVE,
    payload=InitiativePayload,
    label="indsats",
    path="initiatives",
    slug="indsats",
    button="Gem indsatsen",
    writes_letters=False,
)


class EvaluationPayload(Payload):
    """An evaluation that was made (local date), as text or document."""

    kind: Annotated[
        EvaluationKind,
        Input("Hvilken?", Widget.CHOICE, options=options_of(EvaluationKind)),
        Missing("Vælg, hvilken evaluering det er."),
    ]
    made_on: Annotated[date, Input("Dato", Widget.DAY), Missing("Skriv datoen.")]
    text: Annotated[Text, Input("Tekst (frivilligt)", Widget.AREA)] = ""
    report_sha256: Annotated[Digest | None, a_file("Rapport (frivilligt)")] = None

    def faults_on(self, today: date) -> Iterator[Fault]:
        """Yield a fault where the evaluation is still to be made."""
        yield from has_happened("made_on", self.made_on, today, not_yet=NOT_YET)


EVALUATION: Final = RequestType(
    kind=RequestKind.EVALUATION,
    payload=EvaluationPayload,
    label="evaluering",
    path="evaluations",
    slug="evaluering",
    button="Registrér evalueringen",
    writes_letters=False,
)
