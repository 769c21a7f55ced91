"""What the office asks about one council; contacts and links are also those of an inquiry's addressees."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, Final

from pydantic import EmailStr, Field

from request_types.dates import is_to_come
from request_types.faults import Fault, Missing
from request_types.inputs import Input, Widget, options_of
from request_types.payload import DecisionNumber, Line, Number, Payload, Reason, ReasonNeeded, Text
from request_types.request_type import RequestType, Subject
from workflows.rules.letters import LetterKind
from workflows.rules.requests import RequestKind

_BY_AN_OFFICER: Final = (LetterKind.CLARIFICATION, LetterKind.ESCALATION)


class RulingPayload(Payload):
    """Whether a doubtful or protested decision counts, and why."""

    decision: DecisionNumber
    counts: Annotated[
        bool,
        Input(
            "Tæller beslutningen?",
            Widget.CHOICE,
            options=(("true", "Ja, den tæller"), ("false", "Nej, rådet afventes igen")),
        ),
        Missing("Vælg, om beslutningen tæller."),
    ]
    reason: ReasonNeeded


RULING: Final = RequestType(
    kind=RequestKind.RULING,
    payload=RulingPayload,
    label="afklaring",
    subject=Subject.COUNCIL,
    path="rulings",
    slug="afklaring",
    button="Gem afklaring",
)


class ProtestPayload(Payload):
    """Somebody in the town hall says that the decision is not theirs."""

    decision: DecisionNumber
    reason: ReasonNeeded


PROTEST: Final = RequestType(
    kind=RequestKind.PROTEST,
    payload=ProtestPayload,
    label="indsigelse mod indberetning",
    subject=Subject.COUNCIL,
    path="protests",
    slug="indsigelse",
    button="Registrér indsigelse",
    writes_letters=False,
)


class ReopenPayload(Payload):
    """Let an answer that came after the round count as a correction."""

    decision: DecisionNumber
    reason: ReasonNeeded


REOPEN: Final = RequestType(
    kind=RequestKind.REOPEN,
    payload=ReopenPayload,
    label="genåbning",
    subject=Subject.COUNCIL,
    path="reopenings",
    slug="genaabning",
    button="Lad svaret gælde",
)


class ContactPayload(Payload):
    """The new mailbox of a council in this round, or of an addressee in this inquiry; the old link dies."""

    mailbox: Annotated[
        EmailStr,
        Input("Ny mailadresse", Widget.MAIL, "En funktionspostkasse, ikke en person."),
        Missing("Skriv den nye mailadresse."),
    ]
    reason: ReasonNeeded


CONTACT: Final = RequestType(
    kind=RequestKind.CONTACT,
    payload=ContactPayload,
    label="ny kontakt",
    subject=Subject.LINK,
    path="contacts",
    slug="kontakt",
    button="Skift kontakt og send nyt link",
)


class NewLinkPayload(Payload):
    """A new link to the registered mailbox; the old one dies."""

    reason: ReasonNeeded


NEW_LINK: Final = RequestType(
    kind=RequestKind.NEW_LINK,
    payload=NewLinkPayload,
    label="nyt link",
    subject=Subject.LINK,
    path="links",
    slug="nyt-link",
    button="Send nyt link",
)


class ReminderPayload(Payload):
    """A reminder now, with the link that is in use."""


REMINDER: Final = RequestType(
    kind=RequestKind.REMINDER,
    payload=ReminderPayload,
    label="påmindelse",
    subject=Subject.LINK,
    path="reminders",
    slug="paamindelse",
    button="Send påmindelse nu",
)


class LetterPayload(Payload):
    """A letter that an officer sends from the desk: only now does the machine write to the council."""

    kind: Annotated[LetterKind, Input("Brevets art", Widget.CHOICE, options=options_of(_BY_AN_OFFICER))] = (
        LetterKind.CLARIFICATION
    )
    subject: Annotated[Line, Field(min_length=1), Input("Emne"), Missing("Skriv brevets emne.")]
    body: Annotated[
        Text,
        Field(min_length=1),
        Input("Brevets tekst", Widget.AREA, "Hilsen, link og kontakt sættes på af sig selv."),
        Missing("Skriv brevets tekst."),
    ]
    task: Number | None = None


LETTER: Final = RequestType(
    kind=RequestKind.LETTER,
    payload=LetterPayload,
    label="brev fra sekretariatet",
    subject=Subject.COUNCIL,
    path="letters",
    slug="brev",
    button="Send brevet",
)


class CallPayload(Payload):
    """What was said on the phone; before the local date `quiet_until` nobody is reminded."""

    spoken_with: Annotated[Line, Input("Hvem talte I med? (frivilligt)")] = ""
    note: Annotated[
        Reason,
        Field(min_length=1),
        Input("Hvad blev der sagt?", Widget.AREA),
        Missing("Skriv, hvad der blev sagt."),
    ]
    quiet_until: Annotated[
        date | None,
        Input("Vent med påmindelse til (frivilligt)", Widget.DAY, "Før den dag minder maskinen ikke om sagen."),
    ] = None
    task: Number | None = None

    def faults_on(self, today: date) -> Iterator[Fault]:
        """Yield a fault where reminders would rest until a day that is over."""
        tomorrow = today + timedelta(days=1)
        yield from is_to_come("quiet_until", self.quiet_until, today, too_early=_NO_REST, sooner_than=tomorrow)


_NO_REST: Final = "Datoen skal ligge efter i dag; skriv intet, hvis påmindelserne skal fortsætte."
CALL: Final = RequestType(
    kind=RequestKind.CALL,
    payload=CallPayload,
    label="opkald",
    subject=Subject.COUNCIL,
    path="calls",
    slug="opkald",
    button="Notér opkaldet",
    writes_letters=False,
)
